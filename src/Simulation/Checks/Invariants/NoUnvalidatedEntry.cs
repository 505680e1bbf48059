using Tidings.Blocks.Artifacts;
using Tidings.Simulation.Checks.Records;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>An artifact enters the validated section by a verdict of that node in that life, or because it was made there.</summary>
internal sealed class NoUnvalidatedEntry : IInvariant
{
    public string Name => "no unvalidated entry";

    Occasion IInvariant.Occasion => Occasion.News;

    public string? AfterStep(SimulatedNode node) =>
        node.Record.Kinds.Select(OfNews).FirstOrDefault(static broken => broken is not null);

    private static string? OfNews(KindRecord kind)
    {
        foreach (var change in kind.Changes)
        {
            if (change is PoolChange.Validated { Advert.Id: var id } && !kind.WasPublished(id) && kind.LastVerdictOn(id) is not Verdict.Accepted)
            {
                var verdict = kind.LastVerdictOn(id)?.GetType().Name.ToLowerInvariant() ?? "none";
                return $"{id} of the kind {kind.Kind} is in the validated section; it was not made here, and the last verdict on it is {verdict}.";
            }
        }

        return null;
    }
}
