using System.Globalization;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Scenarios.Drawing;

/// <summary>Draws the scenario of a seed: how large, how linked, with which options, what is published, and what goes wrong.</summary>
internal static class ScenarioDraw
{
    public const int NodesMin = 4;
    public const int NodesMax = 16;
    public const int Artifacts = 20;

    /// <summary>One seed in so many has real TLS, and bits that flip under it.</summary>
    public const int TlsEvery = 20;

    private const int Blobs = 3;

    /// <summary>From so many nodes on most networks are no full meshes.</summary>
    private const int Large = 9;

    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(20);

    /// <summary>The scenario of a seed.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="size">How many nodes, <see cref="NodesMin"/> at least; null to draw that too.</param>
    public static Scenario Of(long seed, int? size = null)
    {
        var nodes = size ?? Nodes(new RandomStream(seed, "draw nodes"));
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, NodesMin, nameof(size));
        var liars = Liars(new RandomStream(seed, "draw liars"), nodes);
        var isTls = seed % TlsEvery == 0;
        var options = OptionDraw.Of(seed);
        var faults = new FaultDraw(seed, nodes, liars, Phase).All().Where(fault => IsPossible(fault.Kind, isTls)).ToList();
        return new Scenario
        {
            Seed = seed,
            Nodes = nodes,
            Topology = Topology(new RandomStream(seed, "draw topology"), nodes),
            Link = new LinkOptions(),
            Tls = isTls,
            Configuration = options,
            Artifacts = Planned(new RandomStream(seed, "draw artifacts"), [.. Enumerable.Range(0, nodes).Except(Lying(faults))]),
            Faults = faults,
            FaultPhase = Phase,
        };
    }

    /// <summary>
    /// Bits flip below TLS only. What is no frame cannot be told from an accident there, so that no peer is a liar by it; and a stream is cut at no byte, since the
    /// signatures of its handshake differ in length from run to run.
    /// </summary>
    private static bool IsPossible(FaultKind kind, bool isTls) => isTls ? kind is not (FaultKind.OversizeFrame or FaultKind.CutAtByte) : kind != FaultKind.Corruption;

    // Small networks are cheap, and most of what two nodes can do to each other they do among four.
    private static int Nodes(RandomStream random) =>
        Math.Min(random.Between(NodesMin, NodesMax), Math.Min(random.Between(NodesMin, NodesMax), random.Between(NodesMin, NodesMax)));

    /// <summary>Up to all but two of the nodes; mostly few.</summary>
    private static List<int> Liars(RandomStream random, int nodes) =>
        random.Some(Enumerable.Range(0, nodes), Math.Min(random.Between(1, nodes - 2), random.Between(1, nodes - 2)));

    private static string Topology(RandomStream random, int nodes) =>
        nodes >= Large && random.Chance(0.75) ? string.Create(CultureInfo.InvariantCulture, $"regular:{random.Pick([4, 4, 6])}") : "full";

    private static HashSet<int> Lying(IEnumerable<PlannedFault> faults) =>
        [.. faults.Where(static fault => FaultRange.All.Any(range => range.Kind == fault.Kind && range.Scope == FaultScope.Liar)).SelectMany(static fault => fault.Nodes)];

    private static List<PlannedArtifact> Planned(RandomStream random, List<int> makers) =>
        [.. Enumerable.Range(0, Artifacts).Select(index => Planned(random, random.Pick(makers), index < Blobs)).OrderBy(static artifact => artifact.At)];

    private static PlannedArtifact Planned(RandomStream random, int maker, bool isBlob)
    {
        var at = TimeSpan.FromMilliseconds(random.Between(500, (int)Phase.TotalMilliseconds - 1000));
        return isBlob
            ? new PlannedArtifact(at, maker, Blob.Kind, random.Between(3 * Blob.ChunkBytes, 20 * Blob.ChunkBytes))
            : new PlannedArtifact(at, maker, Note.Kind, random.Chance(0.8) ? random.Between(SwarmKinds.HeaderBytes, 1500) : random.Between(2049, 6000));
    }
}
