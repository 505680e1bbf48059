using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Bandwidth;

/// <summary>
/// Who is next: by level, then the kind with the fewest bytes for its weight, then the peer with the fewest bytes of that kind. Adverts and requests are
/// counted apart from chunks, so that a kind with many small artifacts does not pay for its adverts in chunks.
/// </summary>
internal sealed class GrantOrder(BandwidthSettings settings)
{
    private readonly LevelShares _levels = new(GrantLevel.Shares, settings.Options.QuantumBytes);
    private readonly Shares _control = new(settings);
    private readonly Shares _bulk = new(settings);

    /// <summary>Bit n is set when level n waits on the lane.</summary>
    public static uint WaitingOn(LaneState lane)
    {
        var waiting = 0u;
        foreach (var flow in lane.Flows)
        {
            if (lane.IsWaiting(flow))
            {
                waiting |= 1u << LevelOf(flow.Demand!);
            }
        }

        return waiting;
    }

    public static int LevelOf(Demand demand) => GrantLevel.Of(demand.Flow.Role, demand.Class);

    public int PickLevel(uint waiting) => _levels.Pick(waiting);

    /// <summary>Whether one demand goes before another of the same level.</summary>
    public bool IsBefore(Demand one, Demand other)
    {
        var shares = SharesOf(one.Flow.Role);
        var byKind = shares.Kinds.TagOf(one.Flow.Kind).CompareTo(shares.Kinds.TagOf(other.Flow.Kind));
        if (byKind != 0 || one.Flow.Kind != other.Flow.Kind)
        {
            return byKind != 0 ? byKind < 0 : string.CompareOrdinal(one.Flow.Kind, other.Flow.Kind) < 0;
        }

        var peers = shares.PeersOf(one.Flow.Kind);
        var byPeer = peers.TagOf(one.Peer).CompareTo(peers.TagOf(other.Peer));
        return byPeer != 0 ? byPeer < 0 : one.Peer.CompareTo(other.Peer) < 0;
    }

    public void Served(Demand demand, int bytes, uint waiting)
    {
        _levels.Serve(LevelOf(demand), bytes, waiting);
        var shares = SharesOf(demand.Flow.Role);
        shares.Kinds.Serve(demand.Flow.Kind, bytes);
        shares.PeersOf(demand.Flow.Kind).Serve(demand.Peer, bytes);
    }

    /// <summary>Some of what was served was not used: nobody pays for it.</summary>
    public void Returned(Flow flow, NodeId peer, int bytes)
    {
        var shares = SharesOf(flow.Role);
        shares.Kinds.Return(flow.Kind, bytes);
        shares.PeersOf(flow.Kind).Return(peer, bytes);
    }

    /// <summary>
    /// What goes first on a lane, whether it fits now or not: if it does not, the lane waits, or small demands would keep a large one out for ever.
    /// </summary>
    public FlowState? FirstOf(LaneState lane)
    {
        var waiting = WaitingOn(lane);
        if (waiting == 0)
        {
            return null;
        }

        var level = _levels.Pick(waiting);
        FlowState? first = null;
        foreach (var flow in lane.Flows)
        {
            if (lane.IsWaiting(flow) && LevelOf(flow.Demand!) == level && (first is null || IsBefore(flow.Demand!, first.Demand!)))
            {
                first = flow;
            }
        }

        return first;
    }

    public void Forget(NodeId peer)
    {
        _control.Forget(peer);
        _bulk.Forget(peer);
    }

    private Shares SharesOf(FlowRole role) => role == FlowRole.Serve ? _bulk : _control;

    private sealed class Shares(BandwidthSettings settings)
    {
        private readonly Dictionary<string, FairShare<NodeId>> _peers = new(StringComparer.Ordinal);

        public FairShare<string> Kinds { get; } = new(settings.Options.QuantumBytes, kind => settings.Weights.GetValueOrDefault(kind, 1));

        public FairShare<NodeId> PeersOf(string kind)
        {
            if (!_peers.TryGetValue(kind, out var peers))
            {
                _peers.Add(kind, peers = new FairShare<NodeId>(settings.ChunkBytes, _ => 1));
            }

            return peers;
        }

        public void Forget(NodeId peer)
        {
            foreach (var peers in _peers.Values)
            {
                peers.Forget(peer);
            }
        }
    }
}
