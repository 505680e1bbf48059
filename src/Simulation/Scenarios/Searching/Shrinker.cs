namespace Tidings.Simulation.Scenarios.Searching;

/// <summary>Makes a failing scenario smaller for as long as the same invariant fails. The same scenario gives the same result every time.</summary>
internal static class Shrinker
{
    /// <summary>Runs that a person waits for without wondering: some ten seconds.</summary>
    public const int RunsMax = 200;

    /// <summary>The smallest that was found.</summary>
    /// <param name="scenario">It fails.</param>
    /// <param name="failure">How.</param>
    /// <param name="run">Plays a scenario.</param>
    /// <param name="runsMax">Most runs that it may take.</param>
    public static Scenario Shrink(Scenario scenario, ScenarioFailure failure, Func<Scenario, ScenarioResult> run, int runsMax = RunsMax)
    {
        var smallest = scenario;
        for (var isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (var candidate in Smaller.Than(smallest))
            {
                if (runsMax-- <= 0)
                {
                    return smallest;
                }

                if (run(candidate).Failure?.Invariant == failure.Invariant)
                {
                    smallest = candidate;
                    isSmaller = true;
                    break;
                }
            }
        }

        return smallest;
    }
}
