using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Scenarios;

/// <summary>
/// Small scenarios in which nothing goes wrong but that up to all but two of the nodes lie, from the start to the end. Half of them have as many liars as there
/// can be. The honest nodes are joined by paths without any liar, mostly in sparse networks, where a liar may be in every other way; they are short, because
/// liars never rest: two seconds, and then for as long as something is owed.
/// </summary>
internal static class ByzantineDraw
{
    /// <summary>Two that are honest, so that something is owed.</summary>
    public const int HonestMin = 2;

    /// <summary>From so many nodes on few networks are full meshes, in which the work of each flood grows with the square of the nodes.</summary>
    private const int Large = 12;

    /// <summary>Fewer than these cannot have four neighbours each.</summary>
    private const int Small = 5;

    private const int HonestMakersMax = 3;

    private static readonly TimeSpan s_phase = TimeSpan.FromSeconds(2);

    /// <summary>When the last artifact is published, at most.</summary>
    private static readonly TimeSpan s_lastArtifact = TimeSpan.FromMilliseconds(1200);

    /// <summary>The scenario of a seed in which all liars lie in one way.</summary>
    /// <param name="seed">Decides who lies, how they are linked, and what is published when.</param>
    /// <param name="nodes">How many, 3 or more.</param>
    /// <param name="way">How they lie.</param>
    public static Scenario Alone(long seed, int nodes, FaultKind way) => Of(seed, nodes, $"{way}", _ => [way]);

    /// <summary>The scenario of a seed in which liars lie in different ways.</summary>
    /// <param name="seed">Decides who lies, how they are linked, and what is published when.</param>
    /// <param name="nodes">How many, 3 or more.</param>
    /// <param name="mix">Which mixture of lies.</param>
    public static Scenario Mixed(long seed, int nodes, long mix) => Of(seed, nodes, $"mix {mix}", new LieMix(mix, nodes - HonestMin).WaysOf);

    private static Scenario Of(long seed, int nodes, string name, Func<int, IReadOnlyList<FaultKind>> waysOf)
    {
        var random = new RandomStream(seed, $"byzantine {nodes} {name}");
        var topology = Topology(random, nodes);
        var liars = Liars(random, nodes, topology);
        return new Scenario
        {
            Seed = seed,
            Nodes = nodes,
            Topology = topology,
            Link = new LinkOptions { LatencyMin = TimeSpan.FromMilliseconds(random.Between(2, 10)), LatencyMax = TimeSpan.FromMilliseconds(random.Between(10, 40)) },
            Configuration = Options(random),
            Artifacts = [.. Artifacts(random, nodes, liars)],
            Faults = [.. liars.SelectMany((liar, number) => waysOf(number).Select(way => new PlannedFault(way, TimeSpan.Zero, s_phase, [liar], Amounts.Of(way))))],
            FaultPhase = s_phase,
            LivenessMax = TimeSpan.FromMinutes(3),
        };
    }

    private static string Topology(RandomStream random, int nodes) =>
        nodes < Small ? "full"
        : nodes < Large ? random.Pick(["full", "regular:2", "regular:4"])
        : random.Pick(["regular:4", "regular:4", "regular:6"]);

    /// <summary>In random order. All nodes but one honest one after the other, each beside one that is honest already.</summary>
    private static List<int> Liars(RandomStream random, int nodes, string topology)
    {
        var map = new NeighbourMap(nodes, topology);
        var count = random.Chance(0.5) ? nodes - HonestMin : random.Between(1, nodes - HonestMin);
        List<int> honest = [random.Below(nodes)];
        while (honest.Count < nodes - count)
        {
            honest.Add(random.Pick([.. honest.SelectMany(map.Of).Distinct().Except(honest)]));
        }

        return random.Some(Enumerable.Range(0, nodes).Except(honest), count);
    }

    private static SortedDictionary<string, string> Options(RandomStream random) => new(StringComparer.Ordinal)
    {
        ["Sessions:Lanes"] = random.Pick(["1", "1", "2"]),

        // More than one digest of each peer in a short run: some liars lie in those alone.
        ["Publish:HeartbeatInterval"] = "00:00:01",
    };

    /// <summary>Up to three honest nodes make something small, one of them something large, and so does one liar: its artifacts are owed too, once an honest node holds them.</summary>
    private static IEnumerable<PlannedArtifact> Artifacts(RandomStream random, int nodes, List<int> liars)
    {
        var makers = random.Some(Enumerable.Range(0, nodes).Except(liars), HonestMakersMax);
        foreach (var maker in (int[])[.. makers, liars[0]])
        {
            yield return new PlannedArtifact(At(random), maker, Note.Kind, random.Between(20, 3000));
        }

        foreach (var maker in (int[])[makers[0], liars[0]])
        {
            yield return new PlannedArtifact(At(random), maker, Blob.Kind, random.Between(2, 6) * Blob.ChunkBytes);
        }
    }

    private static TimeSpan At(RandomStream random) => random.Between(TimeSpan.FromMilliseconds(100), s_lastArtifact);
}
