using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Peers;

/// <summary>One peer as this node sees it at one moment. Immutable.</summary>
/// <param name="Id">The peer.</param>
/// <param name="State">Connected, apart or banned.</param>
/// <param name="Session">Number of the session in this process; null without one.</param>
/// <param name="Incarnation">The random number of the peer's process; null without a session.</param>
/// <param name="Lanes">Lane numbers that are up, ascending.</param>
/// <param name="Address">The other end of lane 0 as the transport sees it, or null.</param>
/// <param name="RoundTrip">Smoothed round-trip time of lane 0; null before the first answer.</param>
/// <param name="Score">Points for offences, decayed to now; 0 for a clean peer.</param>
/// <param name="BytesReceived">Bytes read from its sockets since this node started, TLS included.</param>
/// <param name="BytesSent">Bytes written to its sockets since this node started, TLS included.</param>
/// <param name="LastEnd">Why its last session ended, or why its last connection was refused; null before the first.</param>
public sealed record PeerInfo(
    NodeId Id,
    PeerState State,
    long? Session,
    ulong? Incarnation,
    IReadOnlyList<int> Lanes,
    string? Address,
    TimeSpan? RoundTrip,
    double Score,
    long BytesReceived,
    long BytesSent,
    DisconnectReason? LastEnd);
