using Tidings.Simulation.Scenarios.Drawing;

namespace Tidings.Simulation.Scenarios.Searching;

/// <summary>What came of one seed.</summary>
/// <param name="Scenario">What was drawn.</param>
/// <param name="Result">How it went. Two histories of one seed are a failure of their own, called <see cref="OneHistory.Name"/>.</param>
/// <param name="Shrunk">A smaller scenario in which the same invariant fails; null when nothing failed, or nothing smaller does.</param>
internal sealed record SeedOutcome(Scenario Scenario, ScenarioResult Result, Scenario? Shrunk);

/// <summary>Runs seeds one after the other.</summary>
internal static class SwarmWorker
{
    /// <summary>One seed in so many is played twice, and every seed that fails.</summary>
    public const int ReplayEvery = 20;

    /// <summary>Plays the scenarios of the seeds, in their order, as far as they are asked for.</summary>
    /// <param name="seeds">The seeds.</param>
    public static IEnumerable<SeedOutcome> Play(IEnumerable<long> seeds) => seeds.Select(static seed => Play(ScenarioDraw.Of(seed)));

    /// <summary>Plays one scenario; if it fails, again, and then smaller ones.</summary>
    /// <param name="scenario">What to play.</param>
    public static SeedOutcome Play(Scenario scenario)
    {
        var result = ScenarioRun.Run(scenario);
        if (result.Failure is null && scenario.Seed % ReplayEvery != 1)
        {
            return new SeedOutcome(scenario, result, null);
        }

        result = OneHistory.Of(result, ScenarioRun.Run(scenario));
        if (result.Failure is null or { Invariant: OneHistory.Name })
        {
            return new SeedOutcome(scenario, result, null);
        }

        var shrunk = Shrinker.Shrink(scenario, result.Failure, static smaller => ScenarioRun.Run(smaller));
        return new SeedOutcome(scenario, result, ReferenceEquals(shrunk, scenario) ? null : shrunk);
    }
}
