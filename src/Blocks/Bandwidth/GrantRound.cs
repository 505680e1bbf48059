namespace Tidings.Blocks.Bandwidth;

/// <summary>
/// Grants until nobody can be granted any more. Only lanes on which something changed are looked at, and those that wait for tokens: on all others
/// the first demand waits for room that has not come.
/// </summary>
internal sealed class GrantRound(BandwidthSettings settings, GrantOrder order, TokenBucket node)
{
    private readonly List<LaneState> _changed = [];
    private readonly List<LaneState> _waitForTokens = [];

    /// <summary>Something changed on the lane: look at it in the next round.</summary>
    public void Mark(LaneState lane)
    {
        if (!lane.IsMarked)
        {
            lane.IsMarked = true;
            _changed.Add(lane);
        }
    }

    /// <summary>Appends the grants and gives the time at which tokens will be there for somebody who waits for them, or null.</summary>
    public TimeSpan? Run(TimeSpan now, List<KeyValuePair<Flow, Grant>> grants)
    {
        foreach (var lane in _waitForTokens)
        {
            Mark(lane);
        }

        _waitForTokens.Clear();
        while (Next(now, out var waiting) is { } next)
        {
            grants.Add(new(next.Flow.Flow, Grant(next.Flow, next.Lane)));
            order.Served(next.Demand, Size(next.Demand), waiting);
        }

        TimeSpan? wake = null;
        foreach (var lane in _changed)
        {
            lane.IsMarked = false;
            if (lane.IsUp && order.FirstOf(lane) is { Demand: { } demand } && HasRoom(lane, demand))
            {
                _waitForTokens.Add(lane);
                var at = CoveredAt(lane, demand);
                wake = wake < at ? wake : at;
            }
        }

        _changed.Clear();
        return wake;
    }

    /// <summary>The next to grant, among the lanes whose first demand has room and tokens, and all levels that wait on these lanes.</summary>
    private Candidate? Next(TimeSpan now, out uint waiting)
    {
        var first = 0u;
        waiting = 0;
        foreach (var lane in _changed)
        {
            lane.Peer.Bucket.Refill(now);
            if (order.FirstOf(lane) is { Demand: { } demand } && MayGrant(lane, demand))
            {
                first |= 1u << GrantOrder.LevelOf(demand);
                waiting |= GrantOrder.WaitingOn(lane);
            }
        }

        if (first == 0)
        {
            return null;
        }

        var level = order.PickLevel(first);
        Candidate? best = null;
        foreach (var lane in _changed)
        {
            if (order.FirstOf(lane) is { Demand: { } demand } flow && GrantOrder.LevelOf(demand) == level && MayGrant(lane, demand)
                && (best is not { } other || order.IsBefore(demand, other.Demand)))
            {
                best = new Candidate(lane, flow, demand);
            }
        }

        return best;
    }

    private bool MayGrant(LaneState lane, Demand demand)
    {
        var isControl = demand.Flow.Role != FlowRole.Serve;
        return lane.IsUp && HasRoom(lane, demand) && lane.Peer.Bucket.Covers(isControl) && node.Covers(isControl);
    }

    private TimeSpan CoveredAt(LaneState lane, Demand demand)
    {
        var isControl = demand.Flow.Role != FlowRole.Serve;
        var (peerAt, nodeAt) = (lane.Peer.Bucket.CoveredAt(isControl), node.CoveredAt(isControl));
        return peerAt > nodeAt ? peerAt : nodeAt;
    }

    private bool HasRoom(LaneState lane, Demand demand)
    {
        var room = demand.Flow.Role == FlowRole.Serve ? settings.ChunkBytes : settings.ChunkBytes + settings.Options.LaneControlBytes;
        return lane.InFlight + Size(demand) <= room;
    }

    private int Size(Demand demand) =>
        Math.Min(demand.Bytes, demand.Flow.Role == FlowRole.Serve ? settings.ChunkBytes : settings.Options.LaneControlBytes);

    private Grant Grant(FlowState flow, LaneState lane)
    {
        var demand = flow.Demand!;
        var bytes = Size(demand);
        flow.Demand = null;
        flow.IsGranted = true;
        flow.Unused = bytes;
        lane.InFlight += bytes;
        lane.Peer.Bucket.Take(bytes);
        node.Take(bytes);
        return new Grant(demand.Peer, demand.Session, demand.Lane, demand.Class, bytes);
    }

    private readonly record struct Candidate(LaneState Lane, FlowState Flow, Demand Demand);
}
