using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Plots;

/// <summary>One curve or one set of bars of a plot. Immutable.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Due">Deliveries that the scenario asks for: every artifact at every other node.</param>
/// <param name="Result">What came of it.</param>
internal sealed record PlottedRun(string Name, long Due, ScenarioResult Result)
{
    public static PlottedRun Of(Scenario scenario, ScenarioResult result) =>
        new(Files.ScenarioNames.Name(scenario.Protocol), Math.Max((long)scenario.Artifacts.Count * (scenario.Nodes - 1), result.Latencies.Count), result);
}
