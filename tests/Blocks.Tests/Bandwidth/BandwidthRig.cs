using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Bandwidth;

/// <summary>
/// Flows with backlogs and lanes with writers around the ledger, each keeping its side of the contract; checks after every step that no lane holds more
/// than its room.
/// </summary>
internal sealed class BandwidthRig
{
    public const int Chunk = (256 << 10) + 2048;

    private readonly BandwidthLedger _ledger;
    private readonly BandwidthOptions _options;
    private readonly Dictionary<(Flow Flow, NodeId Peer, int Lane), List<(FetchPriority Class, int Bytes)>> _backlogs = [];
    private readonly HashSet<(Flow Flow, NodeId Peer, int Lane)> _asked = [];
    private readonly Dictionary<(NodeId Peer, int Lane), (long Bytes, long Bulk)> _held = [];
    private readonly Queue<KeyValuePair<Flow, Grant>> _grants = new();
    private readonly Dictionary<NodeId, long> _sessions = [];
    private long _nextSession;

    public BandwidthRig(BandwidthOptions? options = null, params (string Kind, int Weight)[] weights)
    {
        _options = options ?? new BandwidthOptions();
        _ledger = new BandwidthLedger(new BandwidthSettings(_options, weights.ToDictionary(kind => kind.Kind, kind => kind.Weight), Chunk));
    }

    public TimeSpan Now { get; private set; }

    public TimeSpan? NextWake => _ledger.NextWake;

    /// <summary>What went out, in order.</summary>
    public List<(TimeSpan At, OutboundMessage Message)> Sent { get; } = [];

    public int Dropped { get; private set; }

    public long Waiting => _backlogs.Sum(backlog => backlog.Value.Sum(item => (long)item.Bytes));

    public IEnumerable<(NodeId Peer, int Lane)> Held => _held.Where(lane => lane.Value.Bytes > 0).Select(lane => lane.Key).OrderBy(lane => lane);

    public static Flow Serve(string kind = "file") => new(kind, FlowRole.Serve);

    public void Join(NodeId peer, int bulkLanes = 1)
    {
        Forget(peer);
        _sessions[peer] = ++_nextSession;
        Handle(new BandwidthPeer(new PeerJoined(peer, _nextSession, 1, [])));
        for (var lane = 1; lane <= bulkLanes; lane++)
        {
            Lane(peer, lane, isUp: true);
        }
    }

    public void Leave(NodeId peer)
    {
        var session = _sessions[peer];
        Forget(peer);
        Handle(new BandwidthPeer(new PeerLeft(peer, session, false)));
    }

    public void Lane(NodeId peer, int lane, bool isUp)
    {
        Handle(new BandwidthPeer(new LaneChanged(peer, _sessions[peer], lane, isUp)));
        if (!isUp)
        {
            _held.Remove((peer, lane));
        }
    }

    public void Want(Flow flow, NodeId peer, int lane, FetchPriority priority, int bytes)
    {
        var key = (flow, peer, lane);
        if (!_backlogs.TryGetValue(key, out var backlog))
        {
            _backlogs.Add(key, backlog = []);
        }

        backlog.Add((priority, bytes));
        if (_asked.Add(key) || backlog.Count > 1)
        {
            Ask(key);
        }
    }

    /// <summary>The lane writes everything that it was given.</summary>
    public void Write(NodeId peer, int lane)
    {
        var bytes = _held[(peer, lane)].Bytes;
        _held[(peer, lane)] = default;
        Handle(new RoomFreed([new LaneRoom(peer, _sessions[peer], lane, bytes)]));
    }

    public void WriteAll()
    {
        while (Held.Select(lane => ((NodeId, int)?)lane).FirstOrDefault() is { } lane)
        {
            Write(lane.Item1, lane.Item2);
        }
    }

    /// <summary>Each lane writes once what it holds now.</summary>
    public void WriteOnce()
    {
        foreach (var (peer, lane) in Held.ToList())
        {
            Write(peer, lane);
        }
    }

    public long WaitingOf(string kind, int? lane = null) =>
        _backlogs.Where(backlog => backlog.Key.Flow.Kind == kind && (lane is null || backlog.Key.Lane == lane)).Sum(backlog => backlog.Value.Sum(item => (long)item.Bytes));

    public void Advance(TimeSpan to)
    {
        Now = to;
        Handle(new BandwidthWake());
    }

    /// <summary>Gives a grant back that the flow cannot use, instead of answering it: the next one that comes.</summary>
    public bool ReturnNextGrant { get; set; }

    private void Forget(NodeId peer)
    {
        foreach (var key in _backlogs.Keys.Where(key => key.Peer == peer).ToList())
        {
            _backlogs.Remove(key);
            _asked.Remove(key);
        }

        foreach (var key in _held.Keys.Where(key => key.Peer == peer).ToList())
        {
            _held.Remove(key);
        }
    }

    private void Ask((Flow Flow, NodeId Peer, int Lane) key)
    {
        var backlog = _backlogs[key];
        var bytes = (int)Math.Min(backlog.Sum(item => (long)item.Bytes), Chunk);
        Handle(new Demand(key.Flow, key.Peer, _sessions[key.Peer], key.Lane, backlog.Count == 0 ? FetchPriority.Fetch : backlog.Max(item => item.Class), bytes));
    }

    private void Handle(BandwidthInput input)
    {
        var effects = _ledger.Handle(input, Now);
        if (effects.Send is { } message)
        {
            Sent.Add((Now, message));
            var held = _held.GetValueOrDefault((message.Peer, message.Lane));
            var isBulk = message.Flow.Role == FlowRole.Serve;
            _held[(message.Peer, message.Lane)] = (held.Bytes + message.Bytes, held.Bulk + (isBulk ? message.Bytes : 0));
            Assert.That(held.Bytes + message.Bytes, Is.LessThanOrEqualTo(Chunk + _options.LaneControlBytes), "a lane holds more than its room");
            Assert.That(held.Bulk + (isBulk ? message.Bytes : 0), Is.LessThanOrEqualTo(Chunk), "chunks take the room of control");
        }

        Dropped += effects.Dropped is null ? 0 : 1;
        foreach (var grant in effects.Grants)
        {
            _grants.Enqueue(grant);
        }

        while (_grants.TryDequeue(out var grant))
        {
            Use(grant.Key, grant.Value);
        }
    }

    private void Use(Flow flow, Grant grant)
    {
        var key = (flow, grant.Peer, grant.Lane);
        _asked.Remove(key);
        if (!_backlogs.TryGetValue(key, out var backlog) || _sessions.GetValueOrDefault(grant.Peer) != grant.Session)
        {
            return;
        }

        var batch = new List<(FetchPriority Class, int Bytes)>();
        if (!ReturnNextGrant)
        {
            var left = grant.Bytes;
            foreach (var item in backlog.OrderByDescending(item => item.Class).TakeWhile(item => (left -= item.Bytes) >= 0).ToList())
            {
                batch.Add(item);
                backlog.Remove(item);
            }
        }

        ReturnNextGrant = false;
        if (batch.Count == 0)
        {
            Handle(new GrantReturned(flow, grant.Peer, grant.Session, grant.Lane, grant.Bytes));
        }

        for (var i = 0; i < batch.Count; i++)
        {
            Handle(new OutboundMessage(
                flow, grant.Peer, grant.Session, grant.Lane, batch[i].Class, new ReadyMessage(), batch[i].Bytes, MoreFollow: i < batch.Count - 1));
        }

        if (backlog.Count > 0 && _asked.Add(key))
        {
            Ask(key);
        }
    }
}
