using Tidings.Node.Simulate.Campaigns;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Reports;

/// <summary>What did not hold, and how to see it again; on standard error, as standard output is for scripts.</summary>
internal static class FailureReport
{
    public static void Write(SeedOutcome outcome, string replay) => Write(outcome.Seed, outcome.What, replay);

    /// <param name="result">Of a run; nothing is written when it did not fail.</param>
    /// <param name="timeline">What led to it; empty when nobody knows.</param>
    /// <param name="replay">The line that shows it again.</param>
    public static void Write(ScenarioResult result, string timeline, string replay)
    {
        if (result.Failure is not null)
        {
            Console.Error.Write(timeline);
            Write(new SeedOutcome(result.Seed, result, null), replay);
        }
    }

    private static void Write(long seed, string what, string replay)
    {
        Console.Error.WriteLine($"seed {seed} fails: {what}");
        Console.Error.WriteLine($"replay: {replay}");
    }
}
