using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;

namespace Tidings.Simulation.Scenarios.Playing;

/// <summary>Streams between two nodes come to sudden ends: in the midst of bytes, or at once.</summary>
internal sealed class CutStreams(RunningScenario run, PlannedFault fault)
{
    private readonly RandomStream _random = new(run.Scenario.Seed, $"cuts {fault.Kind} {fault.From.Ticks} {fault.Nodes[0]}");

    public void Plan(Timetable timetable)
    {
        if (fault.Kind == FaultKind.CutAtByte)
        {
            timetable.Add(fault.From, CutAtByte);
            return;
        }

        for (var i = 0; i < fault.Amount; i++)
        {
            timetable.Add(fault.From + (fault.For * (i / fault.Amount)), () => Link().CutStreams(How()));
        }
    }

    /// <summary>The streams that are open, and the next: its handshake too is cut somewhere.</summary>
    private void CutAtByte()
    {
        Link().CutStreams(How(), (long)fault.Amount);
        Link().CutNextStream(How(), (long)fault.Amount);
    }

    private StreamCut How() => _random.Pick([StreamCut.Reset, StreamCut.End]);

    private SimulatedLink Link() => _random.Chance(0.5) ? run.Net.Link(fault.Nodes[0], fault.Nodes[1]) : run.Net.Link(fault.Nodes[1], fault.Nodes[0]);
}
