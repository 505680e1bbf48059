namespace Tidings.Runtime.Peers;

/// <summary>How a node stands with one peer.</summary>
public enum PeerState
{
    /// <summary>No session: the peer is dialled, or waited for.</summary>
    Apart,

    /// <summary>A session is up.</summary>
    Connected,

    /// <summary>Refused until its ban ends.</summary>
    Banned,
}
