using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate;

/// <summary>Plays scenarios.</summary>
internal interface IPlayer
{
    ScenarioResult Play(Scenario scenario);

    /// <summary>The same, with the newest lines of its timeline.</summary>
    ScenarioResult Play(Scenario scenario, TextWriter timeline, int lines);
}
