using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <summary>The peers of one kind through their sessions. Not thread-safe.</summary>
internal sealed class Neighbours(PublishSettings settings, ReceiptBook receipts)
{
    private readonly Dictionary<NodeId, Neighbour> _peers = [];
    private readonly LinkedList<NodeId> _absent = [];

    /// <summary>Those with a session, in the order of their ids; asked several times per input, so it is made when one joins or leaves.</summary>
    public Neighbour[] Connected { get; private set; } = [];

    /// <summary>When time alone changes what is to be said to one of them.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            TimeSpan? next = null;
            foreach (var peer in Connected)
            {
                next = Earlier(Earlier(next, peer.Updates.NextDue), peer.Introduced.Next);
                next = Earlier(Earlier(next, peer.ShortMarksOut.RipeAt), peer.ShortMarksIn.NextDue);
                next = Earlier(Earlier(next, peer.HeldOut.RipeAt), peer.IsGathering ? peer.AnswerDue : null);
            }

            return next;
        }
    }

    public static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => other is null || one <= other ? one : other;

    public bool IsConnected(NodeId id) => _peers.TryGetValue(id, out var peer) && peer.IsConnected;

    /// <summary>Its present session, or null.</summary>
    public long? SessionOf(NodeId id) => _peers.TryGetValue(id, out var peer) && peer.IsConnected ? peer.Session : null;

    /// <summary>The peer, if this is its present session.</summary>
    public Neighbour? Find(NodeId id, long session) =>
        _peers.TryGetValue(id, out var peer) && peer.IsConnected && peer.Session == session ? peer : null;

    /// <summary>The peer, whether or not its session is known here yet.</summary>
    public Neighbour FindOrAdd(NodeId id)
    {
        if (!_peers.TryGetValue(id, out var peer))
        {
            _peers.Add(id, peer = new Neighbour(id, settings.Options));
        }

        return peer;
    }

    public Neighbour Join(PeerJoined joined)
    {
        var peer = FindOrAdd(joined.Peer);
        _absent.Remove(joined.Peer);
        receipts.Joined(joined.Peer, isNewProcess: !peer.IsSameProcess(joined));
        peer.Join(joined, joined.Kinds.FirstOrDefault(kind => kind.Name == settings.Kind), settings.Incarnation);
        peer.IsGhost = false;
        FindConnected();
        return peer;
    }

    public void Leave(PeerLeft left)
    {
        if (!_peers.TryGetValue(left.Peer, out var peer) || peer.Session > left.Session)
        {
            return;
        }

        peer.Leave();
        FindConnected();
        receipts.Left(left.Peer, left.Removed);
        _absent.Remove(left.Peer);
        if (left.Removed)
        {
            _peers.Remove(left.Peer);
            return;
        }

        _absent.AddLast(left.Peer);
        while (_absent.Count > settings.Options.AbsentPeersMax)
        {
            _peers.Remove(_absent.First!.Value);
            _absent.RemoveFirst();
        }
    }

    /// <summary>Drops what was said of peers that never came: their session had ended before this stage heard what the dedupe stage found.</summary>
    public void DropGhosts()
    {
        foreach (var peer in _peers.Values.Where(peer => peer.Session == 0).ToList())
        {
            if (peer.IsGhost)
            {
                _peers.Remove(peer.Id);
            }

            peer.IsGhost = true;
        }
    }

    private void FindConnected() => Connected = [.. _peers.Values.Where(static peer => peer.IsConnected).OrderBy(static peer => peer.Id)];
}
