using Simulation.Tests.Kinds;
using Tidings.Simulation;

namespace Simulation.Tests.Trace;

/// <summary>What a run says that did not get where it should.</summary>
public sealed class StallReportTests
{
    [Test]
    public void It_names_the_seed_and_says_of_each_node_how_it_stands()
    {
        using var net = SimulatedNetwork.Create(seed: 77, nodes: 3, Memo.Register);
        var id = net.Run(() => net[0].Broadcaster<Memo>().PublishAsync(new Memo("a"))).Id;
        net.RunUntil(() => net[1].Pool<Memo>().Contains(id), TimeSpan.FromSeconds(10));
        net[2].Crash();
        var failure = Assert.Throws<TimeoutException>(() => net.RunUntil(() => net.Nodes.All(node => node.Pool<Memo>().Count == 2), TimeSpan.FromSeconds(5)));
        Assert.That(failure.Message, Does.Contain("Not so within 00:00:05").And.Contain("seed 77"));
        Assert.That(failure.Message, Does.Contain("node 0: up, 1 connected; memo 1 validated and 0 unvalidated; waiting: nothing"));
        Assert.That(failure.Message, Does.Contain("node 2: down"));
    }
}
