using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Serve;

/// <summary>
/// Who asked for what, and its answers. A request waits until the bandwidth stage grants room on its lane, which goes round between peers by bytes;
/// only then is its chunk looked up, so what left the pool costs nothing more. Each request ends once: with its chunk or with an END. Not thread-safe.
/// </summary>
internal sealed class ServeLedger
{
    private readonly ServeSettings _settings;
    private readonly ServeOptions _options;
    private readonly IPoolStatus _pool;
    private readonly ServeCost _cost;
    private readonly ServeAnswers _answers;
    private readonly Flow _flow;
    private readonly int _grantMax;
    private readonly Dictionary<NodeId, ServedPeer> _peers = [];
    private readonly ServeEffects _effects = new();

    public ServeLedger(ServeSettings settings, IPoolStatus pool)
    {
        _settings = settings;
        _options = settings.Options;
        _pool = pool;
        _cost = new ServeCost(settings.Kind);
        _flow = new Flow(settings.Kind, FlowRole.Serve);
        _answers = new ServeAnswers(_flow, pool, _cost);
        _grantMax = settings.ChunkSize + WireLimits.ChunkOverheadMax;
    }

    public ServeEffects Handle(ServeInput input, TimeSpan now)
    {
        _effects.Clear();
        switch (input)
        {
            case ServeMessage { Message: var message } when PeerOf(message.Peer, message.Session) is { } peer:
                Take(peer, message.Body, now);
                AskForRoom(peer);
                break;
            case ServePeer changed:
                Change(changed.Event);
                break;
            case ServeGranted granted:
                foreach (var grant in granted.Grants.Items)
                {
                    Use(grant, now);
                }

                break;
        }

        return _effects;
    }

    private ServedPeer? PeerOf(NodeId id, long session) => _peers.TryGetValue(id, out var peer) && peer.Session == session ? peer : null;

    private void Take(ServedPeer peer, WireMessage body, TimeSpan now)
    {
        if (body is RequestsMessage requests)
        {
            foreach (var request in requests.Requests)
            {
                Ask(peer, request, now);
            }
        }
        else if (body is CancelMessage cancel)
        {
            foreach (var request in cancel.Requests)
            {
                if (peer.TryCancel(request, out var lane))
                {
                    End(lane!, request, EndReason.Cancelled);
                }
            }
        }
    }

    private void Ask(ServedPeer peer, ChunkRequest request, TimeSpan now)
    {
        if (peer.Ends >= _options.EndsPerPeerMax)
        {
            _effects.Offences.Add((peer.Id, Offence.Flood, "more requests than answers are taken for"));
            return;
        }

        if (request.Lane is < 0 or >= WireLimits.LanesMax || peer.Contains(request.Request))
        {
            _effects.Offences.Add((peer.Id, Offence.BadFrame, "a request number used twice, or a lane that cannot be"));
            return;
        }

        var lane = peer.Lane(request.Lane);
        if (lane.IsDown)
        {
            // Sent before the peer saw its lane go, or after it saw it come back: lane 0 can tell, and it asks again at once.
            End(peer.Lane(0), request.Request, EndReason.Busy, _options.RetryAfterMin);
            return;
        }

        if (Refusal(peer, request, out var cost) is { } reason)
        {
            End(lane, request.Request, reason);
        }
        else if (peer.Count >= _options.RequestsPerPeerMax || (peer.Count > 0 && peer.Bytes + cost > _options.BacklogBytesPerPeerMax))
        {
            End(lane, request.Request, EndReason.Busy, RetryAfter(peer, now));
        }
        else
        {
            peer.Add(new WaitingRequest(request, cost), now);
        }
    }

    private EndReason? Refusal(ServedPeer peer, ChunkRequest request, out int cost)
    {
        cost = 0;
        if (!_pool.TryGetContent(request.Id, out var content))
        {
            return EndReason.NotFound;
        }

        try
        {
            if (request.Chunk >= content.ChunkCount)
            {
                return EndReason.NotFound;
            }

            cost = _cost.OfChunk(content, (int)request.Chunk);
            return content.Size > peer.LargestArtifact || cost > _grantMax ? EndReason.TooLarge : null;
        }
        finally
        {
            content.Release();
        }
    }

    private TimeSpan RetryAfter(ServedPeer peer, TimeSpan now)
    {
        var seconds = peer.Bytes / Math.Max(1, peer.Rate.BytesPerSecond(now));
        var time = TimeSpan.FromSeconds(Math.Min(seconds, _options.RetryAfterMax.TotalSeconds));
        return time > _options.RetryAfterMin ? time : _options.RetryAfterMin;
    }

    private void End(ServedLane lane, ulong request, EndReason reason, TimeSpan retryAfter = default)
    {
        lane.Ends.Enqueue(new RequestEnd(request, reason, (uint)Math.Ceiling(retryAfter.TotalMilliseconds)));
        _effects.Answered[(int)ServeAnswers.OutcomeOf(reason)]++;
    }

    private void Change(PeerEvent change)
    {
        switch (change)
        {
            case PeerJoined joined:
                var largest = joined.Kinds.FirstOrDefault(kind => kind.Name == _settings.Kind)?.MaxBytes ?? long.MaxValue;
                _peers[joined.Peer] = new ServedPeer(joined.Peer, joined.Session, largest, _grantMax);
                break;
            case PeerLeft left when PeerOf(left.Peer, left.Session) is not null:
                _peers.Remove(left.Peer);
                break;
            case LaneChanged changed when PeerOf(changed.Peer, changed.Session) is { } peer && changed.Lane is >= 0 and < WireLimits.LanesMax:
                var lane = peer.Lane(changed.Lane);
                lane.IsDown = !changed.IsUp;
                if (!changed.IsUp)
                {
                    Lose(peer, lane);
                }

                break;
        }
    }

    // The peer may have asked for the lane's successor before this side saw the lane go. It ignores an end of what has ended for it already.
    private void Lose(ServedPeer peer, ServedLane lane)
    {
        var lost = peer.DropLane(lane);
        if (lane.Number > 0)
        {
            foreach (var request in lost)
            {
                End(peer.Lane(0), request, EndReason.Busy, _options.RetryAfterMin);
            }

            AskForRoom(peer);
        }
    }

    private void Use(Grant grant, TimeSpan now)
    {
        if (PeerOf(grant.Peer, grant.Session) is { } peer)
        {
            peer.Lane(grant.Lane).Asked = null;
            _answers.Write(peer, grant, _effects, now);
            AskForRoom(peer);
        }
    }

    /// <summary>Says what is wanted on each lane where nothing is open, or where more or something more urgent is.</summary>
    private void AskForRoom(ServedPeer peer)
    {
        foreach (var lane in peer.Lanes)
        {
            var bytes = (int)Math.Min(_cost.OfEnds(lane.Ends.Count) + lane.Bytes, _grantMax);
            var isMore = lane.Asked is not { } asked ? bytes > 0 : bytes == 0 || bytes > asked.Bytes || lane.Class > asked.Class;
            if (isMore)
            {
                lane.Asked = bytes > 0 ? (lane.Class, bytes) : null;
                _effects.Outputs.Add(new Demand(_flow, peer.Id, peer.Session, lane.Number, lane.Class, bytes));
            }
        }
    }
}
