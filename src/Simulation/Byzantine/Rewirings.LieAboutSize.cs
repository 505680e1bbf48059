using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Advertises the right ids with a size that is one byte too large, and pushes nothing, which would prove it.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="bites">Called for every frame of adverts with a wrong size.</param>
    public static GraphBlueprint LieAboutSize<T>(this GraphBlueprint graph, Branch<T> branch, Action? bites = null)
        where T : IArtifact<T> => graph.Change(branch, "size", (message, _) =>
    {
        if (message.Message is not SlotsMessage slots || !slots.Updates.Any(static update => update.Advert is not null))
        {
            return null;
        }

        bites?.Invoke();
        return slots with { Updates = [.. slots.Updates.Select(Enlarge)] };
    });

    private static SlotUpdate Enlarge(SlotUpdate update) =>
        update.Advert is { } advert ? update with { Advert = advert with { Size = advert.Size + 1 }, Body = null } : update;
}
