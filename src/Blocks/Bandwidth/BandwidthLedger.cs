using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Bandwidth;

/// <summary>
/// Who may send what now. Every lane has room for one chunk and some control; a byte is granted only into room, and comes back when it is written to
/// the socket, so a slow reader fills its own lanes and nothing else. Rates of each peer and of the node are kept by token buckets. Not thread-safe.
/// </summary>
internal sealed class BandwidthLedger
{
    private readonly BandwidthOptions _options;
    private readonly TokenBucket _node;
    private readonly Dictionary<NodeId, PeerRoom> _peers = [];
    private readonly EarlyDemands _early = new();
    private readonly GrantOrder _order;
    private readonly GrantRound _round;
    private readonly BandwidthEffects _effects = new();

    public BandwidthLedger(BandwidthSettings settings)
    {
        _options = settings.Options;
        _node = new TokenBucket(_options.SendBytesPerSecondMax, _options.BurstBytes);
        _order = new GrantOrder(settings);
        _round = new GrantRound(settings, _order, _node);
    }

    /// <summary>When tokens will be there for somebody who waits for them, or null.</summary>
    public TimeSpan? NextWake { get; private set; }

    /// <param name="input">What came.</param>
    /// <param name="now">The time.</param>
    /// <param name="isLast">Whether nothing else waits: what came together is granted in one round.</param>
    public BandwidthEffects Handle(BandwidthInput input, TimeSpan now, bool isLast = true)
    {
        _effects.Clear();
        _node.Refill(now);
        switch (input)
        {
            case Demand demand:
                Want(demand);
                break;
            case OutboundMessage message:
                Pass(message);
                break;
            case GrantReturned returned:
                Close(returned.Flow, LaneOf(returned.Peer, returned.Session, returned.Lane));
                break;
            case RoomFreed freed:
                foreach (var room in freed.Lanes)
                {
                    Free(room);
                }

                break;
            case BandwidthPeer peer:
                Change(peer.Event, now);
                break;
        }

        if (isLast)
        {
            NextWake = _round.Run(now, _effects.Grants);
        }

        return _effects;
    }

    private LaneState? LaneOf(NodeId peer, long session, int lane) =>
        _peers.TryGetValue(peer, out var state) && state.Session == session ? state.Lane(lane) : null;

    private void Want(Demand demand)
    {
        if (LaneOf(demand.Peer, demand.Session, demand.Lane) is { } lane)
        {
            lane.FindOrAdd(demand.Flow).Demand = demand.Bytes > 0 ? demand : null;
            _round.Mark(lane);
        }
        else
        {
            _early.Add(demand);
        }
    }

    private void Pass(OutboundMessage message)
    {
        if (LaneOf(message.Peer, message.Session, message.Lane) is not { } lane || lane.Find(message.Flow) is not { IsGranted: true } flow)
        {
            _effects.Drop(message);
            return;
        }

        _effects.Pass(message);
        flow.Unused -= message.Bytes;
        lane.Passed += message.Bytes;
        flow.Pass(message.Class, lane.Passed);
        if (!message.MoreFollow)
        {
            Close(message.Flow, lane);
        }
    }

    /// <summary>Ends a grant: what is left of it is room and tokens again, and what the flow said before it used the grant is out of date.</summary>
    private void Close(Flow flow, LaneState? lane)
    {
        if (lane?.Find(flow) is not { IsGranted: true } state)
        {
            return;
        }

        _order.Returned(flow, lane.Peer.Id, state.Unused);
        GiveBack(lane, state);
        state.Demand = null;
        _round.Mark(lane);
    }

    private void GiveBack(LaneState lane, FlowState state)
    {
        lane.InFlight -= state.Unused;
        lane.Peer.Bucket.Take(-state.Unused);
        _node.Take(-state.Unused);
        state.Unused = 0;
        state.IsGranted = false;
    }

    private void Free(LaneRoom room)
    {
        if (LaneOf(room.Peer, room.Session, room.Lane) is { } lane)
        {
            lane.InFlight = Math.Max(0, lane.InFlight - room.Bytes);
            lane.Written += room.Bytes;
            _round.Mark(lane);
        }
    }

    private void Change(PeerEvent change, TimeSpan now)
    {
        switch (change)
        {
            case PeerJoined joined:
                Leave(joined.Peer);
                var bucket = new TokenBucket(_options.SendBytesPerSecondPerPeerMax, _options.BurstBytes);
                bucket.Refill(now);
                var peer = new PeerRoom(joined.Peer, joined.Session, bucket);
                _peers.Add(joined.Peer, peer);
                peer.Lane(0)!.IsUp = true;
                foreach (var demand in _early.Begin(joined.Peer, joined.Session))
                {
                    Want(demand);
                }

                break;
            case PeerLeft left:
                _early.End(left);
                if (_peers.TryGetValue(left.Peer, out var gone) && gone.Session == left.Session)
                {
                    Leave(left.Peer);
                }

                break;
            case LaneChanged changed when LaneOf(changed.Peer, changed.Session, changed.Lane) is { } lane && lane.IsUp != changed.IsUp:
                Empty(lane);
                lane.IsUp = changed.IsUp;
                _round.Mark(lane);
                break;
        }
    }

    private void Leave(NodeId id)
    {
        if (_peers.Remove(id, out var peer))
        {
            foreach (var lane in peer.Lanes)
            {
                lane.IsUp = false;
                Empty(lane);
                lane.Flows.Clear();
            }

            _order.Forget(id);
        }
    }

    /// <summary>What was on a lane that went is lost, and its grants are void. Demands stay: they were said of the lane that comes.</summary>
    private void Empty(LaneState lane)
    {
        foreach (var flow in lane.Flows)
        {
            if (flow.IsGranted)
            {
                GiveBack(lane, flow);
            }
        }

        lane.InFlight = 0;
        lane.Written = lane.Passed;
    }
}
