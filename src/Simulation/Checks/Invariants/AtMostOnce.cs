using Tidings.Blocks.Artifacts;
using Tidings.Simulation.Checks.Records;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>In one life of a node an artifact is accepted once and told to subscribers once, until it has been removed.</summary>
internal sealed class AtMostOnce : IInvariant
{
    private readonly Dictionary<KindRecord, (HashSet<ArtifactId> Accepted, HashSet<ArtifactId> Told)> _seen = [];

    public string Name => "at most once";

    Occasion IInvariant.Occasion => Occasion.News;

    public string? AfterStep(SimulatedNode node) =>
        node.Record.Kinds.Select(OfNews).FirstOrDefault(static broken => broken is not null);

    private string? OfNews(KindRecord kind)
    {
        if (kind.Changes.Count == 0 && kind.Verdicts.Count == 0 && kind.Candidates.Count == 0)
        {
            return null;
        }

        if (!_seen.TryGetValue(kind, out var seen))
        {
            _seen.Add(kind, seen = ([], []));
        }

        foreach (var change in kind.Changes)
        {
            switch (change)
            {
                case PoolChange.Validated { Advert.Id: var id } when !seen.Told.Add(id):
                    return $"Subscribers were told of {id} of the kind {kind.Kind} twice.";
                case PoolChange.Removed { Advert.Id: var id }:
                    seen.Told.Remove(id);
                    seen.Accepted.Remove(id);
                    break;
            }
        }

        // An accepted one that the pool had given up meanwhile never got there, and comes anew.
        foreach (var (id, _) in kind.Candidates.Where(candidate => !seen.Told.Contains(candidate.Id)))
        {
            seen.Accepted.Remove(id);
        }

        var again = kind.Verdicts.FirstOrDefault(verdict => verdict.Verdict is Verdict.Accepted && !seen.Accepted.Add(verdict.Id));
        return again.Verdict is null ? null : $"{again.Id} of the kind {kind.Kind} was accepted twice.";
    }
}
