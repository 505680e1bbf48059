using Tidings.Simulation;
using Tidings.Simulation.Scenarios;

namespace Simulation.Tests.PlantedBugs;

/// <summary>A mistake that is put into every honest node, to see whether the simulator finds it.</summary>
/// <param name="Name">In the names of tests.</param>
/// <param name="What">What is wrong, and where.</param>
/// <param name="Found">Invariants of which one must find it.</param>
/// <param name="Put">Puts it into a node, before the node starts.</param>
internal sealed record PlantedBug(string Name, string What, string[] Found, Action<SimulatedNode> Put)
{
    /// <summary>Whether it shows only when something goes wrong between nodes: the scenario that finds it passes without its faults, defect and all.</summary>
    public bool NeedsFault { get; init; }

    /// <summary>The scenario of a seed.</summary>
    public Func<long, Scenario> Draw { get; init; } = BugDraw.Of;

    /// <summary>What is otherwise special about the network; it is so in the run without the defect, too. Default: nothing.</summary>
    public Action<SimulatedNetwork> Setting { get; init; } = static _ => { };

    /// <summary>The last node neither lies nor is patched when the setting makes it a liar.</summary>
    public void PlantInto(SimulatedNetwork network)
    {
        foreach (var node in network.Nodes.Where(static node => node.IsHonest))
        {
            Put(node);
        }
    }

    public override string ToString() => Name;
}
