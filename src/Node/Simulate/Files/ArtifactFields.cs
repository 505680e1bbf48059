using System.Text.Json.Nodes;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Node.Simulate.Files;

/// <summary>What is published, as a file says it: one artifact, or a series of them.</summary>
internal static class ArtifactFields
{
    private const int ArtifactsMax = 100_000;
    private const int BytesMax = 64 * 1024 * 1024;

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal) { [Note.Kind] = Note.Kind, [Blob.Kind] = Blob.Kind };

    public static IReadOnlyList<PlannedArtifact> Read(JsonFields fields, int nodes, TimeSpan phaseMax)
    {
        if (!fields.Has("artifacts"))
        {
            return fields.Wrong<IReadOnlyList<PlannedArtifact>>("artifacts", "is missing", []);
        }

        List<PlannedArtifact> artifacts = [.. fields.List("artifacts", series => Series(series, nodes, phaseMax)).SelectMany(series => series)];
        return artifacts.Count > ArtifactsMax
            ? fields.Wrong<IReadOnlyList<PlannedArtifact>>("artifacts", $"are {artifacts.Count}; {ArtifactsMax} are the most", [])
            : artifacts;
    }

    public static JsonObject Write(PlannedArtifact artifact) => new()
    {
        ["atMs"] = artifact.At.TotalMilliseconds,
        ["node"] = artifact.Node,
        ["kind"] = artifact.Kind,
        ["bytes"] = artifact.Bytes,
    };

    // Without a node, the nodes take turns.
    private static IEnumerable<PlannedArtifact> Series(JsonFields fields, int nodes, TimeSpan phaseMax)
    {
        var at = fields.Milliseconds("atMs", phaseMax, TimeSpan.Zero);
        int? node = fields.Has("node") ? fields.Int("node", 0, nodes - 1) : null;
        var kind = fields.Choice("kind", Kinds);
        var bytes = fields.Int("bytes", SwarmKinds.HeaderBytes, BytesMax);
        var count = fields.Int("count", 1, ArtifactsMax, 1);
        var every = fields.Milliseconds("everyMs", phaseMax, TimeSpan.Zero);
        return Enumerable.Range(0, count).Select(i => new PlannedArtifact(at + (i * every), node ?? i % nodes, kind, bytes));
    }
}
