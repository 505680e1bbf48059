namespace Tidings.Runtime.Peers;

/// <summary>Why a connection or a session ended, or never came to be. A closed list; part of logs, metrics and the GOODBYE that the other operator reads.</summary>
public enum DisconnectReason
{
    /// <summary>The node that closed is stopping.</summary>
    Stopping = 1,

    /// <summary>The stream ended or broke.</summary>
    ConnectionLost = 2,

    /// <summary>Not one byte came for too long.</summary>
    Silent = 3,

    /// <summary>The two nodes dialled each other; the other connection stays.</summary>
    DuplicateSession = 4,

    /// <summary>A newer connection of the same peer took its place.</summary>
    Replaced = 5,

    /// <summary>Lane 0 went, and the session's other lanes with it.</summary>
    SessionEnded = 6,

    /// <summary>More processes than plausible showed the same key within a short time.</summary>
    KeyUsedTwice = 7,

    /// <summary>The peer's offences reached the ban line.</summary>
    Banned = 8,

    /// <summary>The peer is no member of the subnet, or no longer.</summary>
    NotAMember = 9,

    /// <summary>The topology does not join the two nodes any more.</summary>
    NotANeighbour = 10,

    /// <summary>A frame broke a rule of the wire.</summary>
    BadFrame = 11,

    /// <summary>The lane had more to write than its bound allows.</summary>
    LaneOverflow = 12,

    /// <summary>The two sides speak different versions of the protocol.</summary>
    ProtocolVersion = 20,

    /// <summary>The two sides belong to different subnets.</summary>
    OtherSubnet = 21,

    /// <summary>A lane number out of range, or dialled by the side that did not dial lane 0.</summary>
    LaneRefused = 22,

    /// <summary>A bulk lane whose nonces belong to no session here.</summary>
    NoSuchSession = 23,

    /// <summary>The limits of a kind do not fit together; the detail names both numbers.</summary>
    KindLimits = 24,

    /// <summary>HELLO or READY was missing, doubled or not in its place.</summary>
    HandshakeOrder = 25,

    /// <summary>The handshake was not READY when its deadline came.</summary>
    HandshakeTimeout = 26,

    /// <summary>More bytes came before READY than are allowed.</summary>
    HandshakeTooLong = 27,

    /// <summary>The key shown is not acceptable: none, of another type, not the node that was dialled, or our own.</summary>
    KeyRefused = 28,

    /// <summary>TLS did not come to an agreement.</summary>
    TlsFailed = 29,

    /// <summary>Nobody answers at the address.</summary>
    Unreachable = 30,

    /// <summary>Too many sockets or failures from one address; the place was given to others.</summary>
    TooManyHandshakes = 31,

    /// <summary>Our own code failed; the other side did nothing wrong.</summary>
    InternalError = 40,
}
