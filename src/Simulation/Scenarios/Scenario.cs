using Tidings.Simulation.Faults;
using Tidings.Simulation.Network;

namespace Tidings.Simulation.Scenarios;

/// <summary>One experiment, whole: what a seed draws, what a file says, what shrinking makes smaller. Immutable.</summary>
internal sealed record Scenario
{
    /// <summary>Decides the interleaving and all chance of the run; a drawn scenario is drawn from it too.</summary>
    public required long Seed { get; init; }

    /// <summary>What the nodes are: the product, or a model of something else to compare with.</summary>
    public Protocol Protocol { get; init; }

    public required int Nodes { get; init; }

    /// <summary>As in a node's configuration: <c>full</c>, <c>regular:D</c>.</summary>
    public string Topology { get; init; } = "full";

    public LinkOptions Link { get; init; } = new();

    public bool Tls { get; init; }

    /// <summary>Configuration of every node, beyond topology.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    public required IReadOnlyList<PlannedArtifact> Artifacts { get; init; }

    public IReadOnlyList<PlannedFault> Faults { get; init; } = [];

    /// <summary>How long faults may happen; then they heal.</summary>
    public TimeSpan FaultPhase { get; init; }

    /// <summary>How long after healing everything must be everywhere.</summary>
    public TimeSpan LivenessMax { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>What the nodes of a scenario are.</summary>
internal enum Protocol
{
    /// <summary>The product.</summary>
    Tidings,

    /// <summary>Everything to everybody at once.</summary>
    Flood,

    /// <summary>A model of gossipsub v1.1.</summary>
    Gossipsub,
}

/// <summary>Something that a node publishes.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Who.</param>
/// <param name="Kind">Name of its kind, <c>note</c> or <c>blob</c>.</param>
/// <param name="Bytes">How large.</param>
internal sealed record PlannedArtifact(TimeSpan At, int Node, string Kind, int Bytes);

/// <summary>Something that goes wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="From">From when; what a node does by its graph, it does from the start.</param>
/// <param name="For">How long.</param>
/// <param name="Nodes">Whom it befalls, or who does it.</param>
/// <param name="Amount">How much of it, in the unit of the kind: a rate, a count, milliseconds.</param>
internal sealed record PlannedFault(FaultKind Kind, TimeSpan From, TimeSpan For, IReadOnlyList<int> Nodes, double Amount);
