using Tidings.Simulation.Faults;
using Tidings.Simulation.Network;

namespace Tidings.Simulation.Scenarios.Playing;

/// <summary>Puts what is planned to go wrong into the timetable of a run.</summary>
internal sealed class FaultPlayer(RunningScenario run, Timetable timetable)
{
    public void Plan()
    {
        new Weather(run).Plan(timetable);
        foreach (var fault in run.Scenario.Faults)
        {
            Plan(fault);
        }
    }

    private void Plan(PlannedFault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Partition or FaultKind.OneWayPartition:
                Part(fault);
                break;
            case FaultKind.Flapping:
                timetable.Add(fault.From, () => Flap(fault));
                break;
            case FaultKind.Clog:
                timetable.Add(fault.From, () => run.Net.Swizzle([.. fault.Nodes], fault.For));
                break;
            case FaultKind.CutAtByte or FaultKind.Reset:
                new CutStreams(run, fault).Plan(timetable);
                break;
            case FaultKind.Crash or FaultKind.RestartEmpty or FaultKind.RestartKept or FaultKind.RestartTorn or FaultKind.HalfOpen:
                Outage.Plan(run, timetable, fault);
                break;
            case FaultKind.Pause:
                Between(fault, static node => IfUp(node, node.Pause), static node => IfUp(node, node.Resume));
                break;
            case FaultKind.DateJump:
                timetable.Add(fault.From, () => Each(fault, node => node.JumpDate(TimeSpan.FromSeconds(fault.Amount))));
                break;
            case FaultKind.SlowReader:
                Between(fault, node => node.Sockets = new SocketOptions { ReadBytesPerSecondMax = (long)fault.Amount }, static node => node.Sockets = new SocketOptions());
                break;
            case FaultKind.SlowValidator or FaultKind.ThrowingValidator or FaultKind.HangingValidator:
                Between(fault, node => run.Troubles[node.Index].Set(fault.Kind, fault.Amount), node => run.Troubles[node.Index].Set(fault.Kind, 0));
                break;
        }
    }

    private void Part(PlannedFault fault)
    {
        List<int> nodes = [.. fault.Nodes], others = [.. Enumerable.Range(0, run.Scenario.Nodes).Except(nodes)];
        IDisposable? parted = null;
        timetable.Add(fault.From, () => parted = fault.Kind == FaultKind.Partition ? run.Net.Partition(nodes, others) : run.Net.PartitionOneWay(nodes, others));
        timetable.Add(fault.From + fault.For, () => parted?.Dispose());
    }

    private void Flap(PlannedFault fault)
    {
        var period = TimeSpan.FromMilliseconds(fault.Amount);
        run.Net.Flap([fault.Nodes[0]], [fault.Nodes[1]], period, period, Math.Max(1, (int)(fault.For / (2 * period))));
    }

    private void Between(PlannedFault fault, Action<SimulatedNode> begin, Action<SimulatedNode> end)
    {
        timetable.Add(fault.From, () => Each(fault, begin));
        timetable.Add(fault.From + fault.For, () => Each(fault, end));
    }

    private void Each(PlannedFault fault, Action<SimulatedNode> act)
    {
        foreach (var node in fault.Nodes)
        {
            act(run.Net[node]);
        }
    }

    private static void IfUp(SimulatedNode node, Action act)
    {
        if (node.IsUp)
        {
            act();
        }
    }
}
