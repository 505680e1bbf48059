using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Baselines;

/// <summary>Which neighbours get whole messages at once: grafted and pruned so that there are about D of them. Not thread-safe.</summary>
internal sealed class Mesh(GossipsubOptions options, RandomStream random)
{
    private readonly SortedDictionary<int, bool> _isOutbound = [];
    private readonly SortedSet<int> _subscribed = [];
    private readonly SortedSet<int> _members = [];
    private readonly Dictionary<int, TimeSpan> _backoff = [];

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyCollection<int> Members => _members;

    /// <summary>Neighbours that want messages, in the mesh or not.</summary>
    public IReadOnlyCollection<int> Subscribed => _subscribed;

    /// <summary>Neighbours that want messages and are not in the mesh.</summary>
    public List<int> Others => [.. _subscribed.Except(_members)];

    public void Join(int peer, bool isOutbound) => _isOutbound[peer] = isOutbound;

    public void Subscribe(int peer) => _subscribed.Add(peer);

    /// <summary>A neighbour grafts this node. False when it has to be pruned again.</summary>
    public bool Grafted(int peer, TimeSpan now)
    {
        if (_members.Contains(peer))
        {
            return true;
        }

        if (IsBackedOff(peer, now) || (_members.Count >= options.DegreeHigh && !_isOutbound[peer]))
        {
            _backoff[peer] = now + options.PruneBackoff;
            return false;
        }

        _members.Add(peer);
        return true;
    }

    /// <summary>A neighbour prunes this node.</summary>
    public void Pruned(int peer, TimeSpan backoff, TimeSpan now)
    {
        _members.Remove(peer);
        _backoff[peer] = now + backoff;
    }

    /// <summary>Keeps the mesh within its bounds.</summary>
    public (IReadOnlyList<int> Grafts, IReadOnlyList<int> Prunes) Maintain(TimeSpan now)
    {
        List<int> grafts = [];
        List<int> prunes = [];
        if (_members.Count < options.DegreeLow)
        {
            grafts.AddRange(random.Some(Candidates(now), options.Degree - _members.Count));
        }
        else if (_members.Count > options.DegreeHigh)
        {
            var shuffled = random.Some(_members, _members.Count);
            var outbound = shuffled.Where(peer => _isOutbound[peer]).Take(options.DegreeOutbound);
            prunes.AddRange(shuffled.Except(outbound.Concat(shuffled).Distinct().Take(options.Degree).ToList()));
        }

        _members.UnionWith(grafts);
        _members.ExceptWith(prunes);
        prunes.ForEach(peer => _backoff[peer] = now + options.PruneBackoff);
        var dialled = _members.Count(peer => _isOutbound[peer]);
        if (_members.Count >= options.DegreeLow && dialled < options.DegreeOutbound)
        {
            var more = random.Some(Candidates(now).Where(peer => _isOutbound[peer]), options.DegreeOutbound - dialled);
            _members.UnionWith(more);
            grafts.AddRange(more);
        }

        return (grafts, prunes);
    }

    private IEnumerable<int> Candidates(TimeSpan now) => Others.Where(peer => !IsBackedOff(peer, now));

    // A heartbeat of slack, so that the other side's backoff is surely over.
    private bool IsBackedOff(int peer, TimeSpan now) => _backoff.TryGetValue(peer, out var until) && now < until + options.Heartbeat;
}
