namespace Tidings.Blocks.Peers;

/// <summary>A change in who is connected, in order with the frames of the same peer. Every stage that keeps something per peer receives these.</summary>
/// <param name="Peer">The other node.</param>
/// <param name="Session">Number of the session in this process; grows with every session, so what belongs to an older one is recognised.</param>
public abstract record PeerEvent(NodeId Peer, long Session);

/// <summary>A session began: lane 0 said READY.</summary>
/// <param name="Peer">The other node.</param>
/// <param name="Session">Number of the session in this process.</param>
/// <param name="Incarnation">The other process's random number; another one means that everything it remembered is gone.</param>
/// <param name="Kinds">What it said of each kind in HELLO.</param>
public sealed record PeerJoined(NodeId Peer, long Session, ulong Incarnation, IReadOnlyList<PeerKind> Kinds) : PeerEvent(Peer, Session);

/// <summary>The session ended.</summary>
/// <param name="Peer">The other node.</param>
/// <param name="Session">Number of the session in this process.</param>
/// <param name="Removed">Whether the node left the membership: what is kept of it is dropped for good.</param>
public sealed record PeerLeft(NodeId Peer, long Session, bool Removed) : PeerEvent(Peer, Session);

/// <summary>A lane of a session came up or went down. Requests to be answered on a lane that is down are asked again, without a mark against anyone.</summary>
/// <param name="Peer">The other node.</param>
/// <param name="Session">Number of the session in this process.</param>
/// <param name="Lane">0 is control; 1 and above carry chunks.</param>
/// <param name="IsUp">Up or down.</param>
public sealed record LaneChanged(NodeId Peer, long Session, int Lane, bool IsUp) : PeerEvent(Peer, Session);
