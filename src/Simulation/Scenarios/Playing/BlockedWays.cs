using Tidings.Simulation.Faults;

namespace Tidings.Simulation.Scenarios.Playing;

/// <summary>Ways on which nothing passes for a while.</summary>
internal static class BlockedWays
{
    public static void Plan(RunningScenario run, Timetable timetable, PlannedFault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Clog:
                Clog(run, timetable, fault);
                break;
            case FaultKind.Flapping:
                Flap(run, timetable, fault);
                break;
            default:
                Block(run, timetable, fault.From, fault.From + fault.For, () => Part(run, fault));
                break;
        }
    }

    private static IDisposable Part(RunningScenario run, PlannedFault fault)
    {
        List<int> others = [.. Enumerable.Range(0, run.Scenario.Nodes).Except(fault.Nodes)];
        return fault.Kind == FaultKind.Partition ? run.Net.Partition(fault.Nodes, others) : run.Net.PartitionOneWay(fault.Nodes, others);
    }

    /// <summary>Down for the amount, up for the amount, until the time is over.</summary>
    private static void Flap(RunningScenario run, Timetable timetable, PlannedFault fault)
    {
        var period = TimeSpan.FromMilliseconds(fault.Amount);
        for (var at = fault.From; at < fault.From + fault.For; at += 2 * period)
        {
            Block(run, timetable, at, at + period, () => new Both(
                run.Net.Link(fault.Nodes[0], fault.Nodes[1]).Block(FaultKind.Flapping),
                run.Net.Link(fault.Nodes[1], fault.Nodes[0]).Block(FaultKind.Flapping)));
        }
    }

    /// <summary>The ways to the nodes stop one after the other, and are released in the opposite order.</summary>
    private static void Clog(RunningScenario run, Timetable timetable, PlannedFault fault)
    {
        var step = TimeSpan.FromMilliseconds(fault.Amount);
        for (var i = 0; i < fault.Nodes.Count; i++)
        {
            var (to, from) = (fault.Nodes[i], fault.Nodes[(i + 1) % fault.Nodes.Count]);
            if (to != from)
            {
                Block(run, timetable, fault.From + (i * step), fault.From + fault.For + ((fault.Nodes.Count - i) * step), () => run.Net.Link(from, to).Block());
            }
        }
    }

    private static void Block(RunningScenario run, Timetable timetable, TimeSpan from, TimeSpan until, Func<IDisposable> block)
    {
        if (from < run.Scenario.FaultPhase)
        {
            IDisposable? blocked = null;
            timetable.Add(from, () => blocked = block());
            timetable.Add(until < run.Scenario.FaultPhase ? until : run.Scenario.FaultPhase, () => blocked?.Dispose());
        }
    }

    private sealed class Both(IDisposable one, IDisposable other) : IDisposable
    {
        public void Dispose()
        {
            one.Dispose();
            other.Dispose();
        }
    }
}
