using Tidings.Blocks.Artifacts;
using Tidings.Simulation;
using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Cuts;

namespace Tidings.Samples.RewireTheGraph;

/// <summary>One method, one experiment. Each throws when what it says does not hold.</summary>
internal static class Experiments
{
    /// <summary>Everybody gets a note although one node advertises it and never serves it.</summary>
    public static void ALiarHoldsNobodyUp(long seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 4, Note.Register);
        net.Invariants.Add(new FewNotes());
        var validations = 0;

        net[1].Rewire(graph => graph.ReplaceWith(Note.Branch.Validate, candidate =>
        {
            validations++;
            return new Judged<Note>(candidate, Verdict.Accept);
        }));
        net[2].Rewire(graph =>
        {
            graph.Before(Note.Branch.Dedupe).Drop(rate: 0.3);
            graph.Before(Note.Branch.Move).Delay(TimeSpan.FromSeconds(2));
        });
        net[3].Misbehave(graph => graph.AdvertiseWithoutServing(Note.Branch));

        var id = net.Run(() => net[0].Broadcaster<Note>().PublishAsync(new Note(new string('n', 10_000)))).Id;
        net.RunUntil(() => net.Nodes.Where(node => node.IsHonest).All(node => node.Pool<Note>().Contains(id)), within: TimeSpan.FromSeconds(30));

        Expect(validations == 1, $"node 1 judged it {validations} times", net);
    }

    /// <summary>What waits at a closed gate goes on when it is opened.</summary>
    public static void AGateHoldsANoteBack(long seed)
    {
        var gate = new Gate();
        using var net = SimulatedNetwork.Create(seed, nodes: 3, Note.Register);
        net[2].Rewire(graph => graph.Before(Note.Branch.Validate).Hold(gate));

        var id = net.Run(() => net[0].Broadcaster<Note>().PublishAsync(new Note("wait for it"))).Id;
        net.RunFor(TimeSpan.FromSeconds(10));
        Expect(!net[2].Pool<Note>().Contains(id), "the gate lets things pass", net);

        gate.Open();
        net.RunUntil(() => net[2].Pool<Note>().Contains(id), within: TimeSpan.FromSeconds(1));
    }

    /// <summary>Two halves that could not reach each other have the same notes soon after they can.</summary>
    public static void APartitionHeals(long seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 4, Note.Register);
        net.RunFor(TimeSpan.FromSeconds(1));

        using (net.Partition([0, 1], [2, 3]))
        {
            var id = net.Run(() => net[0].Broadcaster<Note>().PublishAsync(new Note("from this side"))).Id;
            net.RunFor(TimeSpan.FromSeconds(20));
            Expect(net[1].Pool<Note>().Contains(id) && !net[2].Pool<Note>().Contains(id), "the halves are not apart", net);
        }

        net.RunUntil(() => net.Nodes.All(node => node.Pool<Note>().Count == 1), within: TimeSpan.FromMinutes(2));
    }

    private static void Expect(bool holds, string otherwise, SimulatedNetwork net)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{otherwise} ({net.Replay})");
        }
    }
}
