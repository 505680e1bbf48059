using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Sends digests that fit neither what it told nor what it holds.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="bites">Called for every frame of digests.</param>
    public static GraphBlueprint FalsifyDigests<T>(this GraphBlueprint graph, Branch<T> branch, Action? bites = null)
        where T : IArtifact<T> => graph.Change(branch, "false-digests", (message, context) =>
    {
        WireMessage? wrong = message.Message switch
        {
            DigestsMessage told => told with { Pages = [.. told.Pages.Select(page => page with { Digest = page.Digest ^ (ulong)context.Random.NextInt64(1, long.MaxValue) })] },
            HeldDigestMessage held => held with { Count = held.Count + 1, Digest = ~held.Digest },
            _ => null,
        };
        Tell(wrong is not null, bites);
        return wrong;
    });
}
