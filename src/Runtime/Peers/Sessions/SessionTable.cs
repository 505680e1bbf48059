using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Peers.Sessions;

/// <summary>
/// The sessions of one node: who is dialled when, which connection is whose lane, and which one goes when there are two. Events go in with the time,
/// effects come out in the order in which they must be carried out. Not thread-safe; owned by the peer manager's loop.
/// </summary>
internal sealed class SessionTable(NodeId self, PeersOptions options, Random random)
{
    private readonly SortedDictionary<NodeId, PeerSessions> _peers = [];
    private readonly Dictionary<long, NodeId> _connections = [];
    private IReadOnlySet<NodeId> _members = new HashSet<NodeId>();
    private long _sessions;

    /// <summary>When <see cref="Tick"/> has something to do next; null when only an event can bring it.</summary>
    public TimeSpan? NextWake => _peers.Values.Min(static p => p.NextDial());

    /// <summary>Connections that the table holds open; bounded by members and lanes.</summary>
    public int ConnectionCount => _connections.Count;

    public Session? SessionOf(NodeId peer) => _peers.GetValueOrDefault(peer)?.Current;

    /// <summary>Asked before READY: whether the lane that a peer's HELLO announces may come to be.</summary>
    public DisconnectReason? Refusal(NodeId peer, int lane, ulong incarnation, ulong ourNonce, ulong peerNonce, TimeSpan now) =>
        !_members.Contains(peer) ? DisconnectReason.NotAMember
        : _peers.TryGetValue(peer, out var sessions) ? sessions.Refusal(lane, incarnation, ourNonce, peerNonce, now)
        : lane == 0 ? null : DisconnectReason.NoSuchSession;

    public IReadOnlyList<SessionEffect> Handle(SessionEvent happened, TimeSpan now)
    {
        var effects = new List<SessionEffect>();
        switch (happened)
        {
            case NeighboursChanged changed:
                Change(changed, now, effects);
                break;
            case DialFailed failed:
                _peers.GetValueOrDefault(failed.Peer)?.DialFailed(failed.Lane, now);
                break;
            case LaneReady ready:
                Ready(ready.Connection, now, effects);
                break;
            case ConnectionClosed closed when _connections.Remove(closed.Connection, out var peer):
                _peers.GetValueOrDefault(peer)?.Closed(closed.Connection, closed.Reason, now, effects);
                break;
            case PeerBlocked blocked:
                _peers.GetValueOrDefault(blocked.Peer)?.Block(blocked.Until, blocked.Reason, now, effects);
                break;
        }

        foreach (var peer in _peers.Values)
        {
            peer.DialDue(now, effects);
        }

        foreach (var close in effects.OfType<Close>())
        {
            _connections.Remove(close.Connection);
        }

        return effects;
    }

    private void Ready(ReadyConnection connection, TimeSpan now, List<SessionEffect> effects)
    {
        if (!_members.Contains(connection.Peer))
        {
            effects.Add(new Close(connection.Id, DisconnectReason.NotAMember));
            return;
        }

        _connections.Add(connection.Id, connection.Peer);
        Of(connection.Peer, now).Ready(connection, now, effects);
    }

    private void Change(NeighboursChanged changed, TimeSpan now, List<SessionEffect> effects)
    {
        _members = changed.Members;
        var wanted = changed.Neighbours.ToDictionary(static n => n.Id, static n => n.Dialable);
        foreach (var (id, peer) in _peers.ToArray())
        {
            if (!_members.Contains(id))
            {
                peer.End(DisconnectReason.NotAMember, gone: null, now, effects);
                _peers.Remove(id);
            }
            else if (!wanted.ContainsKey(id))
            {
                peer.Want(wanted: false, dialable: false, now);
                peer.End(DisconnectReason.NotANeighbour, gone: null, now, effects);
            }
        }

        foreach (var (id, dialable) in wanted.Where(w => _members.Contains(w.Key)))
        {
            Of(id, now).Want(wanted: true, dialable, now);
        }
    }

    private PeerSessions Of(NodeId id, TimeSpan now)
    {
        if (!_peers.TryGetValue(id, out var peer))
        {
            _peers.Add(id, peer = new PeerSessions(self, id, options, random, () => ++_sessions, now));
        }

        return peer;
    }
}
