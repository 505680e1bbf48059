using Tidings.Blocks.Artifacts;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Scenarios;

/// <summary>What was published and what arrived, and when. Not thread-safe: the world has one thread.</summary>
internal sealed class ScenarioBook(Scenario scenario, Func<TimeSpan> now)
{
    private readonly Dictionary<long, TimeSpan> _published = [];
    private readonly HashSet<(int Node, long Number)> _delivered = [];
    private readonly HashSet<(int Node, ArtifactId Id)> _withdrawn = [];
    private readonly List<Arrival> _deliveries = [];
    private readonly long[] _needed = new long[scenario.Nodes];

    /// <summary>From publication to each validated pool but the maker's, the first time that it got there; in order of time.</summary>
    public IReadOnlyList<TimeSpan> Latencies => [.. _deliveries.Select(static delivery => delivery.Took).Order()];

    /// <summary>The same, in the order in which they came, with whose it was and where it got to.</summary>
    public IReadOnlyList<Arrival> Deliveries => _deliveries;

    /// <summary>Bytes of artifacts that nodes got from others and needed.</summary>
    public long BytesNeeded => _needed.Sum();

    /// <summary>Bytes of artifacts that a node got from others and needed.</summary>
    public long BytesNeededBy(int node) => _needed[node];

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

        _needed[node] += advert.Size;
        if (_published.TryGetValue(number, out var since) && _delivered.Add((node, number)))
        {
            _deliveries.Add(new Arrival(scenario.Artifacts[(int)number].Node, node, now() - since));
        }
    }

    /// <summary>An artifact got to a node.</summary>
    internal readonly record struct Arrival(int Maker, int Node, TimeSpan Took);

    private sealed class Page(ScenarioBook book, int node) : IPoolBook
    {
        public void Gained(Advert advert, long number) => book.Gained(node, advert, number);

        public void Lost(Advert advert, long number)
        {
        }
    }
}
