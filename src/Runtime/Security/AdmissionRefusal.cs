namespace Tidings.Runtime.Security;

/// <summary>Why a socket was closed before any work was spent on it. A closed list.</summary>
internal enum AdmissionRefusal
{
    /// <summary>All places for unauthenticated sockets are taken.</summary>
    TooManySockets,

    /// <summary>Its address has too many handshakes that failed lately or are unfinished.</summary>
    AddressOverLimit,
}
