using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Network;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Tests.Simulate.Files;

/// <summary>A scenario survives its file, and a file with mistakes is told all of them.</summary>
public sealed class ScenarioFileTests
{
    private static readonly Scenario Least = new() { Seed = 1, Nodes = 1, Artifacts = [] };

    // No property has its default.
    private static readonly Scenario Full = new()
    {
        Seed = -9_007_199_254_740_993,
        Protocol = Protocol.Gossipsub,
        Nodes = 12,
        Topology = "regular:4",
        Link = new LinkOptions
        {
            LatencyMin = TimeSpan.FromTicks(12_345),
            LatencyMax = TimeSpan.FromMilliseconds(150.5),
            JitterMean = TimeSpan.FromMilliseconds(7),
            LossRate = 0.30000000000000004,
            RetransmitAfter = TimeSpan.FromMilliseconds(250),
            BytesPerSecondMax = 16_384,
            WindowBytes = 65_536,
            SegmentBytesMax = 1460,
            CorruptionRate = 1e-5,
        },
        Tls = true,
        Configuration = new Dictionary<string, string> { ["Kinds:blob:Slots"] = "128", ["Sessions:Lanes"] = "2" },
        Artifacts = [new(TimeSpan.FromTicks(1), 11, "blob", 262_144), new(TimeSpan.FromSeconds(20), 0, "note", 9)],
        Faults = [new(FaultKind.Partition, TimeSpan.FromSeconds(1), TimeSpan.FromTicks(77_777), [0, 3, 11], 0.1), new(FaultKind.DateJump, TimeSpan.Zero, TimeSpan.Zero, [], -3.6e6)],
        FaultPhase = TimeSpan.FromSeconds(19),
        LivenessMax = TimeSpan.FromMinutes(7),
    };

    [Test]
    public void A_scenario_is_the_same_after_its_file() => Assert.That(ScenarioReader.Read(ScenarioWriter.Write(Full)), Is.EqualTo(Full).UsingPropertiesComparer());

    [Test]
    public void The_scenario_of_that_test_sets_everything() => Assert.That(DefaultsIn(Full, Least).Concat(DefaultsIn(Full.Link, new LinkOptions())), Is.Empty);

    [Test]
    public void The_least_file_has_nodes_and_artifacts() =>
        Assert.That(ScenarioReader.Read("""{ "nodes": 1, "artifacts": [] }"""), Is.EqualTo(Least).UsingPropertiesComparer());

    [Test]
    public void A_series_without_a_node_takes_turns()
    {
        var scenario = ScenarioReader.Read("""
            // Comments and a last comma are welcome.
            { "nodes": 3, "artifacts": [{ "atMs": 5, "kind": "note", "bytes": 10, "count": 4, "everyMs": 2.5 },] }
            """);

        Assert.That(scenario.Artifacts, Is.EqualTo(new[] { 0, 1, 2, 0 }.Select((node, i) => new PlannedArtifact(TimeSpan.FromMilliseconds(5 + (i * 2.5)), node, "note", 10))));
    }

    [Test]
    public void Every_mistake_is_told_at_once_with_its_place()
    {
        const string Wrong = """
            {
                "seed": 1.5, "protocol": "carrier-pigeon", "nodes": 4, "topology": "regular:3", "tls": "yes", "colour": 1,
                "link": { "latencyMinMs": 20, "latencyMaxMs": 10, "lossRate": 2, "bytesPerSecondMax": 0, "speed": 1 },
                "configuration": { "Peers": [] },
                "artifacts": [{ "node": 4, "kind": "film", "bytes": 0 }, { "kind": "note" }, 7],
                "faults": [{ "kind": "partition", "fromMs": -1, "nodes": [1, 9] }, {}],
                "livenessMaxMs": "long"
            }
            """;

        var mistakes = Assert.Throws<InvalidDataException>(() => ScenarioReader.Read(Wrong))!.Message;

        string[] places =
        [
            "seed", "protocol", "topology", "tls", "colour", "link.latencyMaxMs", "link.lossRate", "link.bytesPerSecondMax", "link.speed", "configuration", "artifacts[0].node", "artifacts[0].kind",
            "artifacts[0].bytes", "artifacts[1].bytes", "artifacts[2]", "faults[0].fromMs", "faults[0].nodes", "faults[1].kind", "livenessMaxMs",
        ];
        using (Assert.EnterMultipleScope())
        {
            foreach (var place in places)
            {
                Assert.That(mistakes, Does.Contain($"\n- {place} "));
            }
        }
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("""{ "nodes": 2, "nodes": 3, "artifacts": [] }""")]
    [TestCase("""{ "artifacts": [] }""")]
    [TestCase("""{ "nodes": 4097, "artifacts": [] }""")]
    [TestCase("""{ "nodes": 2, "artifacts": [{ "kind": "note", "bytes": 9, "count": 60000 }, { "kind": "note", "bytes": 9, "count": 60000 }] }""")]
    public void What_is_no_scenario_is_refused(string text) => Assert.That(() => ScenarioReader.Read(text), Throws.TypeOf<InvalidDataException>());

    private static IEnumerable<string> DefaultsIn<T>(T value, T defaults) =>
        typeof(T).GetProperties().Where(property => Equals(property.GetValue(value), property.GetValue(defaults))).Select(property => property.Name);
}
