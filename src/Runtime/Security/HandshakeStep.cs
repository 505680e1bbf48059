using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Security;

/// <summary>What one way of proving identities found out: who is there, and whether to refuse it.</summary>
internal readonly record struct HandshakeStep(NodeId? Peer, HandshakeRefusal? Refusal);
