using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Scenarios;

/// <summary>
/// Small scenarios in which nothing goes wrong but that up to all but two of the nodes lie. Half of them have as many liars as there can be; the two or more
/// honest nodes are joined by a path without any.
/// </summary>
internal static class ByzantineDraw
{
    /// <summary>Two that are honest, so that something is owed.</summary>
    public const int HonestMin = 2;

    private static readonly TimeSpan s_phase = TimeSpan.FromSeconds(4);

    /// <summary>The scenario of a seed.</summary>
    /// <param name="seed">Decides who lies, how, and what is published when.</param>
    /// <param name="nodes">How many, 3 or more.</param>
    /// <param name="alone">The one way in which they all lie; null for a mixture, each liar in one or two ways of its own.</param>
    public static Scenario Of(long seed, int nodes, FaultKind? alone)
    {
        var random = new RandomStream(seed, $"byzantine {nodes} {alone}");
        var count = random.Chance(0.5) ? nodes - HonestMin : random.Between(1, nodes - HonestMin);
        var liars = random.Some(Enumerable.Range(0, nodes), count);
        liars.Sort();
        return new Scenario
        {
            Seed = seed,
            Nodes = nodes,
            Link = new LinkOptions { LatencyMin = TimeSpan.FromMilliseconds(random.Between(2, 10)), LatencyMax = TimeSpan.FromMilliseconds(random.Between(10, 40)) },
            Artifacts = [.. Artifacts(random, nodes, liars)],
            Faults = [.. Lies(random, liars, alone)],
            FaultPhase = s_phase,
            LivenessMax = TimeSpan.FromMinutes(3),
        };
    }

    /// <summary>Every honest node makes something, and so does one liar: a liar's artifact is owed too, once an honest node holds it.</summary>
    private static IEnumerable<PlannedArtifact> Artifacts(RandomStream random, int nodes, List<int> liars)
    {
        var makers = random.Some(Enumerable.Range(0, nodes).Except(liars), 4);
        makers.Add(random.Pick(liars));
        foreach (var maker in makers)
        {
            yield return new PlannedArtifact(At(random), maker, Note.Kind, random.Between(20, 3000));
            yield return new PlannedArtifact(At(random), maker, Blob.Kind, random.Between(2, 6) * Blob.ChunkBytes);
        }
    }

    private static IEnumerable<PlannedFault> Lies(RandomStream random, List<int> liars, FaultKind? alone)
    {
        if (alone is { } kind)
        {
            yield return new PlannedFault(kind, TimeSpan.Zero, s_phase, liars, Amounts.Of(kind));
            yield break;
        }

        foreach (var liar in liars)
        {
            foreach (var way in random.Some(Misbehaviours.All, random.Between(1, 2)))
            {
                yield return new PlannedFault(way, TimeSpan.Zero, s_phase, [liar], Amounts.Of(way));
            }
        }
    }

    private static TimeSpan At(RandomStream random) => random.Between(TimeSpan.FromMilliseconds(100), s_phase - TimeSpan.FromSeconds(1));
}
