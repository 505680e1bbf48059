namespace Tidings.Simulation.Scenarios.Searching;

/// <summary>Every way to make a scenario a step smaller, the large steps first. Each way keeps the scenario whole: what names a node that is gone goes too.</summary>
internal static class Smaller
{
    private const int NodesMin = 2;

    private static readonly TimeSpan ShortestPhase = TimeSpan.FromSeconds(1);

    public static IEnumerable<Scenario> Than(Scenario scenario) =>
    [
        .. Without(scenario.Faults).Select(left => scenario with { Faults = left }),
        .. Nodes(scenario),
        .. Without(scenario.Artifacts).Where(static left => left.Count > 0).Select(left => scenario with { Artifacts = left }),
        .. Shorter(scenario),
        .. Without([.. scenario.Configuration]).Select(left => scenario with { Configuration = new SortedDictionary<string, string>(left.ToDictionary(), StringComparer.Ordinal) }),
        .. Plainer(scenario),
    ];

    /// <summary>The list without its halves, its quarters, and so on to single entries (delta debugging: Zeller, Hildebrandt 2002).</summary>
    private static IEnumerable<List<T>> Without<T>(IReadOnlyList<T> all)
    {
        for (var size = all.Count; size >= 1; size /= 2)
        {
            for (var from = 0; from < all.Count; from += size)
            {
                yield return [.. all.Take(from), .. all.Skip(from + size)];
            }
        }
    }

    private static IEnumerable<Scenario> Nodes(Scenario scenario)
    {
        foreach (var nodes in new[] { NodesMin, scenario.Nodes / 2, scenario.Nodes - 1 }.Where(nodes => nodes >= NodesMin && nodes < scenario.Nodes).Distinct())
        {
            yield return scenario with
            {
                Nodes = nodes,
                Topology = Topology(scenario.Topology, nodes),
                Artifacts = [.. scenario.Artifacts.Select(artifact => artifact with { Node = artifact.Node % nodes })],
                Faults = [.. scenario.Faults.Where(fault => fault.Nodes.All(node => node < nodes))],
            };
        }
    }

    /// <summary>Where so few are left that all are neighbours, by its plain name: a file with more neighbours than nodes is refused.</summary>
    private static string Topology(string topology, int nodes) => new NeighbourMap(nodes, topology).Of(0).Count == nodes - 1 ? "full" : topology;

    private static IEnumerable<Scenario> Shorter(Scenario scenario)
    {
        var phase = TimeSpan.FromSeconds(Math.Ceiling(scenario.FaultPhase.TotalSeconds / 2));
        if (phase >= ShortestPhase && phase < scenario.FaultPhase)
        {
            yield return scenario with
            {
                FaultPhase = phase,
                Artifacts = [.. scenario.Artifacts.Select(artifact => artifact with { At = Min(artifact.At, phase) })],
                Faults = [.. scenario.Faults.Where(fault => fault.From < phase).Select(fault => fault with { For = Min(fault.For, phase - fault.From) })],
            };
        }
    }

    private static IEnumerable<Scenario> Plainer(Scenario scenario)
    {
        if (scenario.Topology != "full")
        {
            yield return scenario with { Topology = "full" };
        }

        if (scenario.Tls)
        {
            yield return scenario with { Tls = false };
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
