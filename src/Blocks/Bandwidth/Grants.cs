using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Bandwidth;

/// <summary>Room for one message to one peer, to be used at once or given back.</summary>
internal readonly record struct Grant(NodeId Peer, long Session, int Lane, FetchPriority Class, int Bytes);

/// <summary>Grants to one flow, in the order in which they were decided. Merged by appending: at most one per peer and lane is open.</summary>
internal sealed record Grants(List<Grant> Items);
