using Tidings.Blocks.Artifacts;

namespace Tidings.Simulation.Scenarios;

/// <summary>The sentence about artifacts that did not arrive.</summary>
internal static class Delivery
{
    public const string Name = "eventual delivery";

    private const int ShownMax = 8;

    public static string Describe(SimulatedNetwork net, IReadOnlyList<(int Node, string Kind, ArtifactId Id)> missing, TimeSpan within)
    {
        var shown = missing.Take(ShownMax).Select(static one => $"node {one.Node} misses {one.Kind} {one.Id.ToShortString()}");
        return $"{within} after healing {missing.Count} artifacts are owed still, at {net.Now} ({net.Replay}): {string.Join(", ", shown)}.";
    }
}
