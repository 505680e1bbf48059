using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Files;

/// <summary>What <c>--liars</c> may say: one way to lie, all in turn, or mixtures of them.</summary>
internal static class LiarNames
{
    /// <summary>One way after the other: seed 1 plays the first, and so on in a circle.</summary>
    public const string Each = "each";

    /// <summary>One mixture after the other: seeds 1 to 100 play the first, the next hundred the second, and so on.</summary>
    public const string Mixes = "mixes";

    public const int SeedsPerMix = 100;

    /// <summary>Nodes when nobody says how many: with up to five liars.</summary>
    private const int Nodes = 7;

    public static IReadOnlyList<string> All { get; } = [Each, Mixes, .. Misbehaviours.All.Select(ScenarioNames.Name)];

    /// <summary>The scenario of a seed.</summary>
    public static Scenario Draw(string liars, long seed, int? nodes) => liars switch
    {
        Mixes => ByzantineDraw.Mixed(seed, nodes ?? Nodes, MixOf(seed)),
        Each => ByzantineDraw.Alone(seed, nodes ?? Nodes, Misbehaviours.All[(int)((seed + Misbehaviours.All.Count - 1) % Misbehaviours.All.Count)]),
        _ => ByzantineDraw.Alone(seed, nodes ?? Nodes, ScenarioNames.Faults[liars]),
    };

    private static long MixOf(long seed) => (seed + SeedsPerMix - 1) / SeedsPerMix;
}
