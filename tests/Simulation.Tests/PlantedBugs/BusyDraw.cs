using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Kinds;

namespace Simulation.Tests.PlantedBugs;

/// <summary>Draws scenarios of three nodes in which large artifacts of all priorities are under way at once, on slow links, when something happens.</summary>
internal static class BusyDraw
{
    private const int Nodes = 3;
    private const int Blobs = 8;

    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(14);

    private static readonly FaultKind[] Kinds =
        [FaultKind.RestartEmpty, FaultKind.RestartKept, FaultKind.Crash, FaultKind.HalfOpen, FaultKind.Pause, FaultKind.Partition, FaultKind.Flapping];

    public static Scenario Of(long seed)
    {
        var random = new RandomStream(seed, "draw a busy scenario");
        return new Scenario
        {
            Seed = seed,
            Nodes = Nodes,
            Configuration = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["Bandwidth:BurstBytes"] = "65536",
                ["Bandwidth:SendBytesPerSecondPerPeerMax"] = random.Pick(["16384", "65536"]),
                ["Sessions:Lanes"] = random.Pick(["1", "1", "2"]),
                ["Download:ParkedFor"] = random.Pick(["00:00:00", "00:10:00"]),
                ["Kinds:blob:DownloadBytes"] = random.Pick(["262144", "67108864"]),
                ["Download:HedgeMax"] = random.Pick(["00:00:00.200", "00:00:01"]),
            },
            Artifacts = [.. Enumerable.Range(0, Blobs).Select(_ => Planned(random)).OrderBy(static artifact => artifact.At)],
            Faults =
            [
                new PlannedFault(FaultKind.Squeeze, TimeSpan.Zero, Phase, [], random.Between(32 << 10, 256 << 10)),
                .. random.Some(Kinds, 2).Select(kind => Fault(random, kind)),
            ],
            FaultPhase = Phase,
            LivenessMax = TimeSpan.FromMinutes(2),
        };
    }

    /// <summary>Larger artifacts of larger chunks, and nothing goes wrong: only the order is at stake.</summary>
    public static Scenario Large(long seed)
    {
        var scenario = Of(seed);
        return scenario with
        {
            Configuration = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["Bandwidth:SendBytesPerSecondPerPeerMax"] = "524288",
                ["Kinds:blob:ChunkSize"] = "65536",
                ["Sessions:Lanes"] = "1",
            },
            Artifacts = [.. scenario.Artifacts.Select(static artifact => artifact with { Node = 0, Bytes = 16 * artifact.Bytes })],
            Faults = [],
        };
    }

    private static PlannedArtifact Planned(RandomStream random) =>
        new(TimeSpan.FromMilliseconds(random.Between(1000, 3000)), random.Below(2), Blob.Kind, random.Between(8 * Blob.ChunkBytes, 50 * Blob.ChunkBytes));

    private static PlannedFault Fault(RandomStream random, FaultKind kind)
    {
        var from = TimeSpan.FromMilliseconds(random.Between(1500, 6000));
        var duration = TimeSpan.FromMilliseconds(random.Between(300, 7500));
        var count = kind == FaultKind.Flapping ? 2 : 1;
        return new PlannedFault(kind, from, duration, random.Some(Enumerable.Range(0, Nodes), count), kind == FaultKind.Flapping ? random.Between(200, 3000) : 0);
    }
}
