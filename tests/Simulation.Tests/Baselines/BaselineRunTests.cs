using Tidings.Simulation.Baselines;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Simulation.Tests.Baselines;

/// <summary>Whole runs of the models.</summary>
public sealed class BaselineRunTests
{
    [Test]
    public void Flooding_a_full_mesh_delivers_in_one_hop_and_sends_every_message_over_every_link_once_and_back()
    {
        var result = BaselineRun.Run(Plans.Of(Protocol.Flood, nodes: 5, count: 10, bytes: 100));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Failure, Is.Null);
            Assert.That(result.Deliveries, Is.EqualTo(40));
            Assert.That(result.Latencies, Has.All.EqualTo(TimeSpan.FromMilliseconds(10)));
            Assert.That(result.Messages, Is.EqualTo(10 * (4 + (4 * 3))));
            Assert.That(result.Copies, Is.EqualTo(4).Within(1e-9));
        }
    }

    [Test]
    public void Gossipsub_reaches_every_node_of_a_large_subnet_with_fewer_copies_than_flooding([Values(100, 200_000)] int bytes)
    {
        var flood = BaselineRun.Run(Plans.Of(Protocol.Flood, nodes: 24, count: 6, bytes));
        var gossipsub = BaselineRun.Run(Plans.Of(Protocol.Gossipsub, nodes: 24, count: 6, bytes));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gossipsub.Failure, Is.Null);
            Assert.That(gossipsub.Deliveries, Is.EqualTo(6 * 23));
            Assert.That(flood.Copies, Is.EqualTo(23).Within(1e-9));
            Assert.That(gossipsub.Copies, Is.InRange(5, 12));
        }
    }

    [Test]
    public void A_seed_gives_one_history_and_another_seed_another()
    {
        var plan = Plans.Of(Protocol.Gossipsub, nodes: 20, count: 5, bytes: 100, topology: "regular:8");
        var first = BaselineRun.Run(plan);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Failure, Is.Null);
            Assert.That(BaselineRun.Run(plan).Hash, Is.EqualTo(first.Hash));
            Assert.That(BaselineRun.Run(plan with { Seed = 2 }).Hash, Is.Not.EqualTo(first.Hash));
        }
    }

    [Test]
    public void Faults_are_refused()
    {
        var plan = Plans.Of(Protocol.Flood, nodes: 3, count: 1, bytes: 10) with { Faults = [new PlannedFault(FaultKind.Crash, default, default, [1], 1)] };
        Assert.That(() => BaselineRun.Run(plan), Throws.ArgumentException);
    }
}
