using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Scenarios;

/// <summary>What is to happen in a run, and when. Everything in it is a step of the world, so that it is part of the one history.</summary>
internal sealed class Timetable(SimulatedHost host, Func<TimeSpan> now)
{
    private readonly List<(TimeSpan At, Action Act)> _entries = [];

    public void Add(TimeSpan at, Action act) => _entries.Add((at, act));

    /// <summary>Does everything at its time; ends at this time, or with the last entry if that is later.</summary>
    public async Task RunAsync(TimeSpan until)
    {
        foreach (var (at, act) in _entries.OrderBy(static entry => entry.At))
        {
            await WaitAsync(at);
            act();
        }

        await WaitAsync(until);
    }

    private async Task WaitAsync(TimeSpan until)
    {
        if (until > now())
        {
            await Task.Delay(until - now(), host.Clock);
        }
    }
}
