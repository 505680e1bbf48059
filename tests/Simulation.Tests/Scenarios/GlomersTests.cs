using Tidings.Simulation.Network;
using Tidings.Simulation.Scenarios;

namespace Simulation.Tests.Scenarios;

/// <summary>
/// Gossip Glomers' broadcast, 3d and 3e in one: 25 nodes, 100 ms each way, 100 operations per second for 20 s, half of them reads, which are local. As
/// docs/scenarios/glomers.json has it.
/// </summary>
public sealed class GlomersTests
{
    private const int Operations = 2000;

    [Test]
    public void Fourteen_messages_an_operation_and_every_value_everywhere_in_one_way()
    {
        var result = ScenarioRun.Run(new Scenario
        {
            Seed = 1,
            Nodes = 25,
            Link = new LinkOptions { LatencyMin = TimeSpan.FromMilliseconds(100), LatencyMax = TimeSpan.FromMilliseconds(100) },
            Configuration = new Dictionary<string, string>
            {
                ["Sessions:Lanes"] = "1",
                ["Sessions:HeartbeatInterval"] = "00:00:30",
                ["Sessions:SilenceMax"] = "00:01:30",
                ["Publish:HeartbeatInterval"] = "00:01:00",
                ["Publish:RelayDelay"] = "00:00:01",
                ["Publish:GatherFor"] = "00:00:10",
            },
            Artifacts = [.. Enumerable.Range(0, Operations / 2).Select(i => new PlannedArtifact(TimeSpan.FromMilliseconds(5000 + (20 * i)), i % 25, "note", 16))],
            FaultPhase = TimeSpan.FromSeconds(37),
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Failure, Is.Null);
            Assert.That(result.Deliveries, Is.EqualTo(Operations / 2 * 24));
            Assert.That(result.Messages / (double)Operations, Is.LessThanOrEqualTo(14));
            Assert.That(result.Latencies[result.Latencies.Count / 2].TotalMilliseconds, Is.LessThanOrEqualTo(120));
            Assert.That(result.Latencies[^1].TotalMilliseconds, Is.LessThanOrEqualTo(250));
        }
    }
}
