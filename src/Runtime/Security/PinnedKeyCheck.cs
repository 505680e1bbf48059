using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Security;

/// <summary>Decides about a proven key: not our own, the one that was dialled, a member's. The same for TLS and for asserted identities.</summary>
internal sealed class PinnedKeyCheck(NodeId self, Func<NodeId, bool> isMember, NodeId? expected)
{
    /// <summary>The reason to refuse, or null to take it. Never throws.</summary>
    public HandshakeRefusal? Refuse(NodeId peer)
    {
        if (P256Key.FixedTimeEquals(peer, self))
        {
            return HandshakeRefusal.OurOwnKey;
        }

        if (expected is { } dialled && !P256Key.FixedTimeEquals(peer, dialled))
        {
            return HandshakeRefusal.NotTheExpectedNode;
        }

        try
        {
            return isMember(peer) ? null : HandshakeRefusal.NotAMember;
        }
        catch (Exception)
        {
            return HandshakeRefusal.CheckFailed;
        }
    }
}
