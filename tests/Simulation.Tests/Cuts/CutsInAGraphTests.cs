using Simulation.Tests.Kinds;
using Tidings.Pipelines;
using Tidings.Simulation;
using Tidings.Simulation.Cuts;

namespace Simulation.Tests.Cuts;

/// <summary>The cuts in graphs that run: what the protocol repairs is repaired.</summary>
public sealed class CutsInAGraphTests
{
    private static readonly Branch<Memo> Memos = Stages.Of<Memo>("memo");

    [Test]
    public void Everything_arrives_although_nodes_lose_adverts_and_double_and_delay_what_they_hear([Range(1, 20)] int seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 4, Memo.Register);
        net[1].Rewire(graph => graph.Before(Memos.Dedupe).Drop(0.3));

        // Who hears twice what was said once takes its peers for liars. For a minute they are banned then.
        net[2].Misbehave(graph => graph.After(Stages.Receive).Duplicate(0.5));
        net[3].Rewire(graph => graph.Before(Memos.Move).Delay(TimeSpan.FromSeconds(2)));
        var ids = Enumerable.Range(0, 4)
            .Select(node => net.Run(() => net[node].Broadcaster<Memo>().PublishAsync(new Memo($"memo {node}"))).Id)
            .ToList();
        net.RunUntil(() => net.Nodes.All(node => ids.TrueForAll(node.Pool<Memo>().Contains)), TimeSpan.FromSeconds(130));
        Assert.That(net.World.Races, Is.Zero);
    }

    [Test]
    public void A_gate_holds_artifacts_back_until_it_is_opened()
    {
        var gate = new Gate();
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 3, Memo.Register);
        net[2].Rewire(graph => graph.Before(Memos.Validate).Hold(gate));
        var id = net.Run(() => net[0].Broadcaster<Memo>().PublishAsync(new Memo("held"))).Id;
        net.RunFor(TimeSpan.FromSeconds(20));
        Assert.That(net.Nodes.Select(node => node.Pool<Memo>().Contains(id)), Is.EqualTo(new[] { true, true, false }));
        gate.Open();
        net.RunUntil(() => net[2].Pool<Memo>().Contains(id), TimeSpan.FromSeconds(1));
    }
}
