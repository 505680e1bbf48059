using Tidings.Blocks.Wire;
using Tidings.Runtime.Security;

namespace Tidings.Runtime.Peers;

/// <summary>The sentence that an operator reads for each reason, and the codes that come in by GOODBYE.</summary>
internal static class DisconnectReasons
{
    public static string Sentence(this DisconnectReason reason) => reason switch
    {
        DisconnectReason.Stopping => "the node is stopping",
        DisconnectReason.ConnectionLost => "the connection ended or broke",
        DisconnectReason.Silent => "nothing was heard for too long; the connection is taken for dead",
        DisconnectReason.DuplicateSession => "both nodes dialled; the connection that the smaller node id dialled stays",
        DisconnectReason.Replaced => "a newer connection of the same peer took its place",
        DisconnectReason.SessionEnded => "lane 0 went down, and the session with it",
        DisconnectReason.KeyUsedTwice => "too many processes showed this key within a short time: is one identity used by two nodes?",
        DisconnectReason.Banned => "the peer broke the protocol's rules too often and is banned for a time",
        DisconnectReason.NotAMember => "the peer is not a member of this subnet",
        DisconnectReason.NotANeighbour => "the topology does not join these two nodes",
        DisconnectReason.BadFrame => "a frame broke a rule of the wire format",
        DisconnectReason.LaneOverflow => "more was waiting to be written than the lane may hold",
        DisconnectReason.ProtocolVersion => "the two sides speak different versions of the protocol",
        DisconnectReason.OtherSubnet => "the two sides belong to different subnets",
        DisconnectReason.LaneRefused => "this lane does not belong here",
        DisconnectReason.NoSuchSession => "the lane belongs to no session of this node",
        DisconnectReason.KindLimits => "the limits of an artifact kind do not fit together",
        DisconnectReason.HandshakeOrder => "HELLO and READY did not come as they must",
        DisconnectReason.HandshakeTimeout => "the handshake was not complete in time",
        DisconnectReason.HandshakeTooLong => "too many bytes came before the handshake was complete",
        DisconnectReason.KeyRefused => "the key shown is not acceptable here",
        DisconnectReason.TlsFailed => "TLS did not come to an agreement",
        DisconnectReason.Unreachable => "nobody answers at the address",
        DisconnectReason.TooManyHandshakes => "too many unfinished or failed handshakes",
        DisconnectReason.InternalError => "this node failed to handle the connection; it is not the peer's fault",
        _ => "a reason that this version does not know",
    };

    /// <summary>The word on the wire: fewer than ours, because the other operator needs to know what to do and not what broke.</summary>
    public static GoodbyeCode ToWire(this DisconnectReason reason) => reason switch
    {
        DisconnectReason.Stopping => GoodbyeCode.Stopping,
        DisconnectReason.Silent => GoodbyeCode.Silent,
        DisconnectReason.DuplicateSession => GoodbyeCode.SecondSession,
        DisconnectReason.Replaced => GoodbyeCode.Replaced,
        DisconnectReason.SessionEnded or DisconnectReason.NoSuchSession or DisconnectReason.LaneRefused => GoodbyeCode.NoSession,
        DisconnectReason.KeyUsedTwice => GoodbyeCode.KeyUsedTwice,
        DisconnectReason.Banned => GoodbyeCode.Banned,
        DisconnectReason.NotAMember or DisconnectReason.NotANeighbour => GoodbyeCode.NotAMember,
        DisconnectReason.BadFrame or DisconnectReason.HandshakeOrder => GoodbyeCode.BadFrame,
        DisconnectReason.ProtocolVersion => GoodbyeCode.ProtocolVersion,
        DisconnectReason.OtherSubnet => GoodbyeCode.Subnet,
        DisconnectReason.KindLimits => GoodbyeCode.LimitsDiffer,
        _ => GoodbyeCode.Busy,
    };

    public static DisconnectReason FromWire(uint code) => (GoodbyeCode)code switch
    {
        GoodbyeCode.Stopping => DisconnectReason.Stopping,
        GoodbyeCode.ProtocolVersion => DisconnectReason.ProtocolVersion,
        GoodbyeCode.Subnet => DisconnectReason.OtherSubnet,
        GoodbyeCode.NotAMember => DisconnectReason.NotAMember,
        GoodbyeCode.LimitsDiffer => DisconnectReason.KindLimits,
        GoodbyeCode.SecondSession => DisconnectReason.DuplicateSession,
        GoodbyeCode.Replaced => DisconnectReason.Replaced,
        GoodbyeCode.NoSession => DisconnectReason.NoSuchSession,
        GoodbyeCode.KeyUsedTwice => DisconnectReason.KeyUsedTwice,
        GoodbyeCode.BadFrame => DisconnectReason.BadFrame,
        GoodbyeCode.Banned => DisconnectReason.Banned,
        GoodbyeCode.Silent => DisconnectReason.Silent,
        _ => DisconnectReason.ConnectionLost,
    };

    public static DisconnectReason From(HandshakeRefusal refusal) => refusal switch
    {
        HandshakeRefusal.NotAMember => DisconnectReason.NotAMember,
        HandshakeRefusal.NoCertificate or HandshakeRefusal.WrongKeyType or HandshakeRefusal.NotTheExpectedNode or HandshakeRefusal.OurOwnKey => DisconnectReason.KeyRefused,
        HandshakeRefusal.Timeout => DisconnectReason.HandshakeTimeout,
        HandshakeRefusal.TooManyBytes => DisconnectReason.HandshakeTooLong,
        HandshakeRefusal.TlsError or HandshakeRefusal.WrongProtocol => DisconnectReason.TlsFailed,
        HandshakeRefusal.CheckFailed => DisconnectReason.InternalError,
        _ => DisconnectReason.ConnectionLost,
    };
}
