using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Peers.Lanes;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers.Connections;

/// <summary>What came of a connection: a lane that is READY, or why there is none.</summary>
/// <param name="Address">The other end.</param>
/// <param name="Peer">Whose key was shown or expected; null when it did not come that far.</param>
/// <param name="Lane">The lane, to be run or disposed by who takes it; null when refused.</param>
/// <param name="Theirs">What the peer's HELLO said; null when refused.</param>
/// <param name="Refusal">Why not; null when READY.</param>
/// <param name="ByPeer">The peer refused, not we.</param>
internal sealed record ConnectionOutcome(
    NodeAddress? Address, NodeId? Peer, Lane? Lane, HelloMessage? Theirs, Refusal? Refusal, bool ByPeer = false)
{
    public static ConnectionOutcome Refused(NodeAddress? address, NodeId? peer, Refusal refusal, bool byPeer = false) =>
        new(address, peer, null, null, refusal, byPeer);
}
