using Tidings.Blocks.Artifacts;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Kinds;

namespace Simulation.Tests.Scenarios;

/// <summary>A scenario without faults.</summary>
public sealed class ScenarioRunTests
{
    [Test]
    public void Everything_is_delivered_once_and_counted()
    {
        var scenario = Quiet(nodes: 5);
        var result = ScenarioRun.Run(scenario);
        Assert.That(result.Failure, Is.Null);
        Assert.That(result.Deliveries, Is.EqualTo(4 * scenario.Artifacts.Count));
        Assert.That(result.Latencies, Is.Ordered.And.All.GreaterThanOrEqualTo(scenario.Link.LatencyMin));
        Assert.That(result.Copies, Is.EqualTo(1).Within(0.05));
        Assert.That(result.WireBytes, Is.GreaterThan(4 * scenario.Artifacts.Sum(artifact => artifact.Bytes)));
    }

    [Test]
    public void A_run_takes_the_same_steps_again()
    {
        var first = ScenarioRun.Run(Quiet(nodes: 4));
        var second = ScenarioRun.Run(Quiet(nodes: 4));
        Assert.That(second.Steps, Is.EqualTo(first.Steps));
        Assert.That(second.Hash, Is.EqualTo(first.Hash));
    }

    [Test]
    public void What_does_not_arrive_is_the_failure_of_the_run()
    {
        var result = ScenarioRun.Run(
            Quiet(nodes: 3) with { LivenessMax = TimeSpan.FromSeconds(20) },
            net => net[2].Rewire(graph => graph.ReplaceWith(Note.Branch.Validate, candidate => new Judged<Note>(candidate, Verdict.Ignore))));
        Assert.That(result.Failure?.Invariant, Is.EqualTo("eventual delivery"));
        Assert.That(result.Failure?.Message, Does.Contain("node 2 misses note"));
    }

    private static Scenario Quiet(int nodes) => new()
    {
        Seed = 7,
        Nodes = nodes,
        Artifacts =
        [
            new PlannedArtifact(TimeSpan.FromSeconds(1), 0, Note.Kind, 100),
            new PlannedArtifact(TimeSpan.FromSeconds(1.1), 1, Blob.Kind, 10 * Blob.ChunkBytes),
            new PlannedArtifact(TimeSpan.FromSeconds(1.2), 2, Note.Kind, 1500),
        ],
    };
}
