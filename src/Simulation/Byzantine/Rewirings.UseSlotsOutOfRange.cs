using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Names slots beyond the table that it announced, in every frame of adverts.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="bites">Called for every such frame.</param>
    public static GraphBlueprint UseSlotsOutOfRange<T>(this GraphBlueprint graph, Branch<T> branch, Action? bites = null)
        where T : IArtifact<T> => graph.Change(branch, "slots-out-of-range", (message, context) =>
    {
        if (message.Message is not SlotsMessage { Updates: [.., var last] and { Count: < WireLimits.UpdatesPerFrame } } slots)
        {
            return null;
        }

        bites?.Invoke();
        return slots with { Updates = [.. slots.Updates, MadeUp.Update(uint.MaxValue - (uint)context.Random.Next(1 << 16), last.Commit, context.Random)] };
    });
}
