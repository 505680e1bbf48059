namespace Tidings.Runtime.Security;

/// <summary>Why a stream did not become a channel. A closed list: every case is counted and logged by its name.</summary>
internal enum HandshakeRefusal
{
    /// <summary>The other side showed no certificate, although one is required.</summary>
    NoCertificate,

    /// <summary>Its key is not an uncompressed ECDSA P-256 key.</summary>
    WrongKeyType,

    /// <summary>Its key belongs to no member of this subnet.</summary>
    NotAMember,

    /// <summary>It is not the node that was dialled.</summary>
    NotTheExpectedNode,

    /// <summary>It shows our own key: a dial to ourselves, or one key used by two nodes.</summary>
    OurOwnKey,

    /// <summary>It does not speak this protocol (ALPN).</summary>
    WrongProtocol,

    /// <summary>It was not READY when the deadline came.</summary>
    Timeout,

    /// <summary>It sent more bytes before READY than are allowed.</summary>
    TooManyBytes,

    /// <summary>What it sent is not a TLS 1.3 handshake that we accept, or it refused ours.</summary>
    TlsError,

    /// <summary>The stream ended or broke in the middle.</summary>
    ConnectionLost,

    /// <summary>Our own membership check threw: our bug, not the other side's.</summary>
    CheckFailed,
}
