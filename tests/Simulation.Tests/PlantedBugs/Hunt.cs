using Tidings.Simulation.Scenarios;

namespace Simulation.Tests.PlantedBugs;

/// <summary>Plays seeds until one finds the bug.</summary>
internal static class Hunt
{
    public const int SeedsMax = 2000;

    public static Finding For(PlantedBug bug)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var seed = 1; seed <= SeedsMax; seed++)
        {
            if (Play(bug, bug.Draw(seed), isPlanted: true) is { } failure)
            {
                return new Finding(bug, seed, seed, failure, TimeProvider.System.GetElapsedTime(start));
            }
        }

        return new Finding(bug, null, SeedsMax, null, TimeProvider.System.GetElapsedTime(start));
    }

    /// <summary>Plays a scenario with or without the bug; what broke, or null.</summary>
    public static ScenarioFailure? Play(PlantedBug bug, Scenario scenario, bool isPlanted) => ScenarioRun.Run(scenario, network =>
    {
        bug.Setting(network);
        if (isPlanted)
        {
            bug.PlantInto(network);
        }
    }).Failure;
}
