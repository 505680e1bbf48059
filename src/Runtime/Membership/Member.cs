using System.Collections.Immutable;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Membership;

/// <summary>One node of a subnet, and where it may be reached. Immutable and thread-safe.</summary>
/// <param name="Id">Its key's hash.</param>
/// <param name="Addresses">Tried in this order; may be empty for a node that only dials.</param>
public sealed record Member(NodeId Id, ImmutableArray<NodeAddress> Addresses);
