using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Kinds;

namespace Simulation.Tests.PlantedBugs;

/// <summary>
/// Draws small scenarios in which much goes wrong: a fifth of the cost of the swarm's, and more faults per second. Small memory, few requests and short
/// patience make the rare ways through the code common.
/// </summary>
internal static class BugDraw
{
    private const int Artifacts = 10;
    private const int Blobs = 4;

    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(12);

    private static readonly (string Key, string[] Values)[] Options =
    [
        ("Download:OutstandingRequestsPerPeer", ["1", "2", "8"]),
        ("Download:ParkedFor", ["00:00:00", "00:00:05"]),
        ("Kinds:blob:DownloadBytes", ["65536"]),
        ("Kinds:note:PushBelowBytes", ["0"]),
        ("Prioritize:ActiveDownloadsMax", ["1", "2"]),
        ("Publish:HeartbeatInterval", ["00:00:00.500"]),
        ("Serve:RequestsPerPeerMax", ["1", "4"]),
        ("Validate:Parallelism", ["1"]),
    ];

    private static readonly (FaultKind Kind, double Least, double Most)[] Kinds =
    [
        (FaultKind.Partition, 0, 0),
        (FaultKind.Partition, 0, 0),
        (FaultKind.RestartEmpty, 0, 0),
        (FaultKind.RestartKept, 0, 0),
        (FaultKind.HalfOpen, 0, 0),
        (FaultKind.Pause, 0, 0),
        (FaultKind.Pause, 0, 0),
        (FaultKind.Flapping, 200, 3000),
        (FaultKind.DateJump, -3600, 3600),
        (FaultKind.SlowValidator, 100, 2000),
        (FaultKind.ThrowingValidator, 0.2, 0.8),
    ];

    public static Scenario Of(long seed)
    {
        var random = new RandomStream(seed, "draw a small scenario");
        var nodes = random.Between(3, 5);
        var isRing = nodes > 3 && random.Chance(0.4);
        return new Scenario
        {
            Seed = seed,
            Nodes = nodes,
            Topology = isRing ? "regular:2" : "full",
            Configuration = Configured(random),
            Artifacts = [.. Enumerable.Range(0, Artifacts).Select(index => Planned(random, nodes, index < Blobs)).OrderBy(static artifact => artifact.At)],
            Faults = [.. Weather(random), .. random.Some(Kinds, random.Between(2, 4)).Select(kind => Fault(random, nodes, kind.Kind, kind.Least, kind.Most))],
            FaultPhase = Phase,
            LivenessMax = TimeSpan.FromMinutes(2),
        };
    }

    /// <summary>The date of every machine goes back by an hour, and peers are often told that others are busy.</summary>
    public static Scenario WithWrongDates(long seed)
    {
        var scenario = Of(seed);
        return scenario with
        {
            Configuration = new SortedDictionary<string, string>(scenario.Configuration.ToDictionary(), StringComparer.Ordinal) { ["Serve:RequestsPerPeerMax"] = "1" },
            Faults = [.. scenario.Faults, .. Enumerable.Range(0, scenario.Nodes).Select(static node => new PlannedFault(FaultKind.DateJump, TimeSpan.FromSeconds(1.2), TimeSpan.Zero, [node], -3600))],
        };
    }

    private static SortedDictionary<string, string> Configured(RandomStream random)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Sessions:Lanes"] = random.Pick(["1", "2", "3"]) };
        foreach (var (key, values) in Options)
        {
            if (random.Chance(0.3))
            {
                options[key] = random.Pick(values);
            }
        }

        return options;
    }

    private static PlannedArtifact Planned(RandomStream random, int nodes, bool isBlob)
    {
        var at = TimeSpan.FromMilliseconds(random.Between(500, (int)Phase.TotalMilliseconds - 1000));
        var maker = random.Below(nodes);
        return isBlob
            ? new PlannedArtifact(at, maker, Blob.Kind, random.Between(3 * Blob.ChunkBytes, 20 * Blob.ChunkBytes))
            : new PlannedArtifact(at, maker, Note.Kind, random.Between(SwarmKinds.HeaderBytes, 4000));
    }

    /// <summary>Links are slow, so that much is under way when something happens.</summary>
    private static IEnumerable<PlannedFault> Weather(RandomStream random)
    {
        if (random.Chance(0.5))
        {
            yield return new PlannedFault(FaultKind.Latency, TimeSpan.Zero, Phase, [], random.Between(20, 150));
        }

        if (random.Chance(0.5))
        {
            yield return new PlannedFault(FaultKind.Squeeze, TimeSpan.Zero, Phase, [], random.Between(16 << 10, 128 << 10));
        }
    }

    private static PlannedFault Fault(RandomStream random, int nodes, FaultKind kind, double least, double most)
    {
        var from = TimeSpan.FromMilliseconds(random.Between(200, 6000));
        var duration = TimeSpan.FromMilliseconds(random.Between(200, (int)(Phase - from).TotalMilliseconds));
        var count = kind == FaultKind.Partition ? random.Between(1, nodes - 1) : kind == FaultKind.Flapping ? 2 : 1;
        return new PlannedFault(kind, from, duration, random.Some(Enumerable.Range(0, nodes), count), least + ((most - least) * random.Unit()));
    }
}
