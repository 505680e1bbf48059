using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    private const uint FalseSlot = 32;

    /// <summary>Beside each frame of true adverts, advertises as many artifacts that do not exist, and as many more by short ids that begin none.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="bites">Called for every frame with such adverts.</param>
    public static GraphBlueprint AdvertiseWhatNobodyHas<T>(this GraphBlueprint graph, Branch<T> branch, Action? bites = null)
        where T : IArtifact<T> => graph.Change(branch, "false-adverts", (message, context) =>
    {
        if (message.Message is not SlotsMessage slots || slots.Updates.Count > WireLimits.UpdatesPerFrame / 2)
        {
            return null;
        }

        bites?.Invoke();
        var invented = slots.Updates.Select(update => MadeUp.Update(FalseSlot + (update.Slot % FalseSlot), MadeUp.FirstCommit + update.Commit, context.Random));
        var shorts = slots.Updates.Select(update => new ShortAdvert((2 * FalseSlot) + (update.Slot % FalseSlot), MadeUp.FirstCommit + update.Commit, (ulong)context.Random.NextInt64()));
        return slots with { Updates = [.. slots.Updates, .. invented], Shorts = [.. slots.Shorts, .. shorts] };
    });
}
