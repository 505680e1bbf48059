using Tidings.Simulation.Scenarios;

namespace Simulation.Tests.PlantedBugs;

/// <summary>What came of a hunt.</summary>
/// <param name="Bug">What was hunted.</param>
/// <param name="Seed">The seed that found it; null when none did.</param>
/// <param name="Seeds">How many seeds were played.</param>
/// <param name="Failure">What broke.</param>
/// <param name="Wall">How long it took, by the clock on the wall.</param>
internal sealed record Finding(PlantedBug Bug, long? Seed, int Seeds, ScenarioFailure? Failure, TimeSpan Wall)
{
    public const string Head = "| bug | what is wrong | needs a fault | seeds | found by | virtual time | wall |";

    public string Row => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"| {Bug.Name} | {Bug.What} | {(Bug.NeedsFault ? "yes" : "no")} | {Seeds} | {Failure?.Invariant ?? "-"} | {Failure?.At.TotalSeconds ?? 0:0.0} s | {Wall.TotalSeconds:0.0} s |");
}
