using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Bandwidth;

/// <summary>
/// Demands for sessions that have not begun here yet: a flow may hear of a session before this stage does, because each hears of it over an edge of
/// its own. The last one of each flow and lane waits for its session; those of a session that is over are dropped. Not thread-safe.
/// </summary>
internal sealed class EarlyDemands
{
    private readonly Dictionary<NodeId, List<Demand>> _demands = [];
    private readonly Dictionary<NodeId, long> _newest = [];

    public void Add(Demand demand)
    {
        if (demand.Session <= _newest.GetValueOrDefault(demand.Peer))
        {
            return;
        }

        if (!_demands.TryGetValue(demand.Peer, out var demands))
        {
            _demands.Add(demand.Peer, demands = []);
        }

        demands.RemoveAll(other => other.Flow == demand.Flow && other.Lane == demand.Lane);
        demands.Add(demand);
    }

    /// <summary>A session began: the demands that waited for it.</summary>
    public IReadOnlyList<Demand> Begin(NodeId peer, long session)
    {
        _newest[peer] = session;
        return _demands.Remove(peer, out var demands) ? demands.FindAll(demand => demand.Session == session) : [];
    }

    /// <summary>A session ended that may never have begun here.</summary>
    public void End(PeerLeft left)
    {
        _newest[left.Peer] = Math.Max(left.Session, _newest.GetValueOrDefault(left.Peer));
        if (_demands.TryGetValue(left.Peer, out var demands))
        {
            demands.RemoveAll(demand => demand.Session <= left.Session);
        }

        if (left.Removed)
        {
            _demands.Remove(left.Peer);
            _newest.Remove(left.Peer);
        }
    }
}
