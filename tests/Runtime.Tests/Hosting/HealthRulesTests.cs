using Tidings.Blocks.Limits;
using Tidings.Pipelines.Graph;
using Tidings.Runtime.Hosting;

namespace Tidings.Runtime.Tests.Hosting;

public sealed class HealthRulesTests
{
    [Test]
    public void A_running_node_with_a_peer_is_healthy() =>
        Assert.That(HealthRules.Judge(true, [], null, 3, 1, [new LedgerAccount("node", 95, 95, 100)]).Status, Is.EqualTo(NodeHealthStatus.Healthy));

    [Test]
    public void Alone_or_out_of_memory_is_degraded_and_both_are_said()
    {
        var health = HealthRules.Judge(true, [], null, 3, 0, [new LedgerAccount("node", 96, 96, 100)]);

        Assert.That(health.Status, Is.EqualTo(NodeHealthStatus.Degraded));
        Assert.That(health.Reasons, Has.Count.EqualTo(2).And.Some.Contains("None of 3 peers").And.Some.Contains("'node' is used up: 96 of 100"));
    }

    [Test]
    public void A_node_without_neighbours_misses_nobody() =>
        Assert.That(HealthRules.Judge(true, [], null, 0, 0, []).Status, Is.EqualTo(NodeHealthStatus.Healthy));

    [Test]
    public void A_failed_branch_a_failed_session_layer_and_a_stopped_node_are_unhealthy()
    {
        var fault = new StageFault("file/move", new InvalidOperationException("hook"));

        Assert.That(HealthRules.Judge(true, [fault], null, 0, 0, []).Reasons, Has.Exactly(1).Contains("file/move"));
        Assert.That(HealthRules.Judge(true, [], new InvalidOperationException("loop"), 0, 0, []).Status, Is.EqualTo(NodeHealthStatus.Unhealthy));
        Assert.That(HealthRules.Judge(false, [], null, 3, 0, []).Reasons, Is.EqualTo(new[] { "The node does not run." }));
    }
}
