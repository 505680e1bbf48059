using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Trace;

namespace Tidings.Node.Simulate;

/// <summary>Plays scenarios in this process. One at a time.</summary>
internal sealed class Player : IPlayer
{
    public ScenarioResult Play(Scenario scenario) => ScenarioRun.Run(scenario);

    public ScenarioResult Play(Scenario scenario, TextWriter timeline, int lines)
    {
        Timeline? kept = null;
        var result = ScenarioRun.Run(scenario, net => kept = net.KeepTimeline(lines));
        kept?.Write(timeline);
        return result;
    }
}
