using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Peers.Sessions;

/// <summary>What the session table decides; carried out in order.</summary>
internal abstract record SessionEffect;

/// <summary>Open a connection for a lane. A bulk lane names its session by both nonces; lane 0 has none yet.</summary>
internal sealed record Dial(NodeId Peer, int Lane, int Attempt, ulong OurNonce, ulong PeerNonce) : SessionEffect;

/// <summary>Close a connection and say why. Its <see cref="ConnectionClosed"/> need not be reported any more.</summary>
internal sealed record Close(long Connection, DisconnectReason Reason) : SessionEffect;

/// <summary>Keep a connection open but take nothing from it: the other side is about to close it.</summary>
internal sealed record Mute(long Connection) : SessionEffect;

/// <summary>A session began, on this connection as lane 0.</summary>
internal sealed record Joined(NodeId Peer, long Session, ulong Incarnation, IReadOnlyList<PeerKind> Kinds, long Connection) : SessionEffect;

/// <summary>A session ended; all its lanes are down.</summary>
internal sealed record Left(NodeId Peer, long Session, DisconnectReason Reason) : SessionEffect;

/// <summary>A lane of a session carries frames from now on.</summary>
internal sealed record LaneUp(NodeId Peer, long Session, int Lane, long Connection) : SessionEffect;

/// <summary>A lane of a session is gone.</summary>
internal sealed record LaneDown(NodeId Peer, long Session, int Lane) : SessionEffect;

/// <summary>One key is used by more than one process; it is refused for a while.</summary>
internal sealed record KeyUsedTwice(NodeId Peer, int Incarnations, TimeSpan Until) : SessionEffect;
