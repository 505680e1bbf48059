namespace Tidings.Simulation.Checks.Invariants;

/// <summary>Time goes on: no more than a million steps at one moment, all nodes together.</summary>
internal sealed class NoLivelock(Func<TimeSpan> now) : IInvariant
{
    /// <summary>Steps at one moment; the busiest moment of an honest run has some thousand per node.</summary>
    private const int StepsMax = 1_000_000;

    private TimeSpan _moment;
    private int _steps;

    public string Name => "no livelock";

    public string? AfterStep(SimulatedNode node)
    {
        if (_moment != now())
        {
            (_moment, _steps) = (now(), 0);
        }

        return ++_steps > StepsMax ? $"{StepsMax} steps have been made at this moment, and there is no end to it." : null;
    }
}
