using Tidings.Simulation.Network;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Kinds;

namespace Simulation.Tests.Scenarios;

/// <summary>Artifacts over several hops of quiet links: each comes once, and as soon as an advert, a request and an answer per hop allow.</summary>
public sealed class HopBoundTests
{
    private const int Nodes = 24;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    [Test]
    public void Every_node_has_everything_once_within_three_delays_a_hop()
    {
        var scenario = Quiet();
        var result = ScenarioRun.Run(scenario);
        Assert.That(result.Failure, Is.Null);
        Assert.That(result.Deliveries, Is.EqualTo((Nodes - 1) * scenario.Artifacts.Count));
        Assert.That(result.Copies, Is.InRange(1, 1.05));
        Assert.That(result.Hops.Sum(static hop => hop.Deliveries), Is.EqualTo(result.Deliveries));
        Assert.That(result.Hops.Select(static hop => hop.Hops), Is.EqualTo(Enumerable.Range(1, result.Hops.Count)));
        Assert.That(result.Hops, Has.Count.GreaterThan(2));
        foreach (var hop in result.Hops)
        {
            Assert.That(hop.Bound, Is.EqualTo((((3 * hop.Hops) + 1) * Delay) + TimeSpan.FromMilliseconds(100)));
            Assert.That(hop.P99, Is.LessThanOrEqualTo(hop.Bound), $"{hop}");
            Assert.That(hop.Median, Is.GreaterThanOrEqualTo(hop.Hops * Delay), $"{hop}");
        }
    }

    private static Scenario Quiet() => new()
    {
        Seed = 5,
        Nodes = Nodes,
        Topology = "regular:4",
        Link = new LinkOptions { LatencyMin = Delay, LatencyMax = Delay, WindowBytes = 512 << 10 },
        Configuration = new Dictionary<string, string> { ["Kinds:blob:ChunkSize"] = "262144" },
        Artifacts =
        [
            .. Enumerable.Range(0, 10).Select(static i => new PlannedArtifact(TimeSpan.FromMilliseconds(3000 + (20 * i)), i % Nodes, Note.Kind, 1024)),
            .. Enumerable.Range(0, 2).Select(static i => new PlannedArtifact(TimeSpan.FromMilliseconds(3000 + (100 * i)), 11 * i, Blob.Kind, 256 << 10)),
        ],
    };
}
