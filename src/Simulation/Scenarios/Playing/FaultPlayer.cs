using Tidings.Simulation.Faults;

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
            case FaultKind.Partition or FaultKind.OneWayPartition or FaultKind.Flapping or FaultKind.Clog:
                BlockedWays.Plan(run, timetable, fault);
                break;
            case FaultKind.Crash or FaultKind.RestartEmpty or FaultKind.RestartKept or FaultKind.RestartTorn or FaultKind.HalfOpen:
                Outage.Plan(run, timetable, fault);
                break;
            case FaultKind.Pause:
                Between(fault, () => IfUp(fault, static node => node.Pause()), () => IfUp(fault, static node => node.Resume()));
                break;
            case FaultKind.DateJump:
                timetable.Add(fault.From, () => run.Net[fault.Nodes[0]].JumpDate(TimeSpan.FromSeconds(fault.Amount)));
                break;
            case FaultKind.SlowValidator or FaultKind.ThrowingValidator or FaultKind.HangingValidator:
                Between(fault, () => Trouble(fault, fault.Amount), () => Trouble(fault, 0));
                break;
        }
    }

    private void Between(PlannedFault fault, Action begin, Action end)
    {
        timetable.Add(fault.From, begin);
        timetable.Add(fault.From + fault.For, end);
    }

    private void IfUp(PlannedFault fault, Action<SimulatedNode> act)
    {
        foreach (var node in fault.Nodes.Select(index => run.Net[index]).Where(static node => node.IsUp))
        {
            act(node);
        }
    }

    private void Trouble(PlannedFault fault, double amount)
    {
        foreach (var trouble in fault.Nodes.Select(index => run.Troubles[index]))
        {
            trouble.Set(fault.Kind, amount);
        }
    }
}
