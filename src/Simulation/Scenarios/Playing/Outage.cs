using Tidings.Simulation.Faults;
using Tidings.Simulation.Nodes;

namespace Tidings.Simulation.Scenarios.Playing;

/// <summary>A node goes down, and comes back or does not. When it is down already, or up again by another outage, nothing happens.</summary>
internal static class Outage
{
    public static void Plan(RunningScenario run, Timetable timetable, PlannedFault fault)
    {
        foreach (var node in fault.Nodes.Select(index => run.Net[index]))
        {
            var isOurs = false;
            timetable.Add(fault.From, () =>
            {
                isOurs = node.IsUp;
                if (isOurs)
                {
                    node.Crash(fault.Kind == FaultKind.HalfOpen ? CrashKind.PowerLoss : CrashKind.Killed);
                }
            });
            if (fault.Kind != FaultKind.Crash)
            {
                timetable.Add(fault.From + fault.For, () =>
                {
                    if (isOurs && !node.IsUp)
                    {
                        node.Restart(PoolsOf(fault.Kind));
                    }
                });
            }
        }
    }

    private static RestartPools PoolsOf(FaultKind kind) => kind switch
    {
        FaultKind.RestartKept => RestartPools.Kept,
        FaultKind.RestartTorn => RestartPools.Torn,
        _ => RestartPools.Empty,
    };
}
