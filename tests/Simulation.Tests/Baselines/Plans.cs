using Tidings.Simulation.Scenarios;

namespace Simulation.Tests.Baselines;

internal static class Plans
{
    /// <summary>One after another, 50 ms apart, from 5 s on, each by another node.</summary>
    public static Scenario Of(Protocol protocol, int nodes, int count, int bytes, string topology = "full", long seed = 1) => new()
    {
        Seed = seed,
        Protocol = protocol,
        Nodes = nodes,
        Topology = topology,
        Artifacts = [.. Enumerable.Range(0, count).Select(i => new PlannedArtifact(TimeSpan.FromMilliseconds(5000 + (50 * i)), i % nodes, "note", bytes))],
    };
}
