using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>What a campaign of liars adds up to, by the way in which they lie. Not thread-safe.</summary>
/// <param name="scenarioOf">The scenario of a seed: a result does not say who was to lie.</param>
internal sealed class LieTotals(Func<long, Scenario> scenarioOf)
{
    private readonly SortedDictionary<FaultKind, LieFigures> _ways = [];

    /// <summary>The ways in which somebody was to lie, in the order of their ids.</summary>
    public IEnumerable<LieFigures> Ways => _ways.Values;

    public void Add(SeedOutcome outcome)
    {
        foreach (var way in scenarioOf(outcome.Seed).Faults.Where(static fault => Misbehaviours.All.Contains(fault.Kind)).GroupBy(static fault => fault.Kind))
        {
            var before = _ways.GetValueOrDefault(way.Key) ?? new LieFigures(way.Key, 0, 0, 0, 0, 0);
            var told = outcome.Result?.Fired.GetValueOrDefault(way.Key) ?? 0;
            _ways[way.Key] = new LieFigures(
                way.Key,
                before.Runs + 1,
                before.Liars + way.SelectMany(static fault => fault.Nodes).Distinct().Count(),
                before.Told + told,
                before.SilentRuns + (told == 0 ? 1 : 0),
                before.Failures + (outcome.IsFailure ? 1 : 0));
        }
    }
}

/// <summary>One way to lie in a campaign.</summary>
/// <param name="Way">Which.</param>
/// <param name="Runs">In which somebody was to lie so.</param>
/// <param name="Liars">How many, in all these runs together.</param>
/// <param name="Told">How often the lie was told.</param>
/// <param name="SilentRuns">Runs in which it was not, as nobody gave them the occasion.</param>
/// <param name="Failures">Runs in which something did not hold.</param>
internal sealed record LieFigures(FaultKind Way, long Runs, long Liars, long Told, long SilentRuns, long Failures);
