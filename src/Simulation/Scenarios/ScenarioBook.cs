using Tidings.Blocks.Artifacts;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Scenarios;

/// <summary>What was published and what arrived, and when. Not thread-safe: the world has one thread.</summary>
internal sealed class ScenarioBook(Scenario scenario, Func<TimeSpan> now)
{
    private readonly Dictionary<long, TimeSpan> _published = [];
    private readonly HashSet<(int Node, long Number)> _delivered = [];
    private readonly HashSet<(int Node, ArtifactId Id)> _withdrawn = [];
    private readonly List<TimeSpan> _latencies = [];

    /// <summary>From publication to each validated pool but the maker's, the first time that it got there; in order of time.</summary>
    public IReadOnlyList<TimeSpan> Latencies => [.. _latencies.Order()];

    /// <summary>Bytes of artifacts that nodes got from others and needed.</summary>
    public long BytesNeeded { get; private set; }

    /// <summary>The planned artifact with this number goes out now.</summary>
    public void Publish(long number) => _published.TryAdd(number, now());

    /// <summary>The upper layer of a node wants these no more.</summary>
    public void Withdraw(int node, IEnumerable<ArtifactId> ids) => _withdrawn.UnionWith(ids.Select(id => (node, id)));

    public bool IsWithdrawn(int node, ArtifactId id) => _withdrawn.Contains((node, id));

    /// <summary>What one machine's pools write into.</summary>
    public IPoolBook Of(int node) => new Page(this, node);

    private void Gained(int node, Advert advert, long number)
    {
        if (number < 0 || number >= scenario.Artifacts.Count || scenario.Artifacts[(int)number].Node == node)
        {
            return;
        }

        BytesNeeded += advert.Size;
        if (_published.TryGetValue(number, out var since) && _delivered.Add((node, number)))
        {
            _latencies.Add(now() - since);
        }
    }

    private sealed class Page(ScenarioBook book, int node) : IPoolBook
    {
        public void Gained(Advert advert, long number) => book.Gained(node, advert, number);

        public void Lost(Advert advert, long number)
        {
        }
    }
}
