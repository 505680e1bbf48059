using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Files;

/// <summary>What <c>--liars</c> may say: one way to lie, each in turn, or a mixture.</summary>
internal static class LiarNames
{
    public const string Each = "each";
    public const string Mixed = "mixed";

    /// <summary>Nodes when nobody says how many: with up to five liars.</summary>
    private const int Nodes = 7;

    public static IReadOnlyList<string> All { get; } = [Mixed, Each, .. Misbehaviours.All.Select(ScenarioNames.Name)];

    /// <summary>The scenario of a seed.</summary>
    public static Scenario Draw(string liars, long seed, int? nodes) => ByzantineDraw.Of(seed, nodes ?? Nodes, Way(liars, seed));

    private static FaultKind? Way(string liars, long seed) => liars switch
    {
        Mixed => null,
        Each => Misbehaviours.All[(int)(seed % Misbehaviours.All.Count)],
        _ => ScenarioNames.Faults[liars],
    };
}
