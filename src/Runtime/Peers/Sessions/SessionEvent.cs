using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Peers.Sessions;

/// <summary>What happens to the sessions of one node.</summary>
internal abstract record SessionEvent;

/// <summary>Who is wanted as a neighbour, and who else belongs to the subnet and may hold a session.</summary>
internal sealed record NeighboursChanged(IReadOnlyList<Neighbour> Neighbours, IReadOnlySet<NodeId> Members) : SessionEvent;

/// <summary>A node to keep a session with. One without an address is only waited for.</summary>
internal readonly record struct Neighbour(NodeId Id, bool Dialable);

/// <summary>A dial did not become a lane.</summary>
internal sealed record DialFailed(NodeId Peer, int Lane) : SessionEvent;

/// <summary>Both sides of a connection said READY.</summary>
internal sealed record LaneReady(ReadyConnection Connection) : SessionEvent;

/// <summary>A connection that was handed in by <see cref="LaneReady"/> is gone.</summary>
internal sealed record ConnectionClosed(long Connection, DisconnectReason Reason) : SessionEvent;

/// <summary>A peer may not hold a session until then.</summary>
internal sealed record PeerBlocked(NodeId Peer, TimeSpan Until, DisconnectReason Reason) : SessionEvent;

/// <summary>Time passed.</summary>
internal sealed record Tick : SessionEvent;

/// <summary>A connection as both HELLOs described it.</summary>
/// <param name="Id">Number of the connection in this process.</param>
/// <param name="Peer">The other node, as its key proves.</param>
/// <param name="Lane">Lane number.</param>
/// <param name="DialledByUs">Who dialled.</param>
/// <param name="Incarnation">The other process.</param>
/// <param name="OurNonce">Our half of the session's name.</param>
/// <param name="PeerNonce">Its half.</param>
/// <param name="Kinds">What it said of each kind; empty on bulk lanes.</param>
internal sealed record ReadyConnection(
    long Id,
    NodeId Peer,
    int Lane,
    bool DialledByUs,
    ulong Incarnation,
    ulong OurNonce,
    ulong PeerNonce,
    IReadOnlyList<PeerKind> Kinds);
