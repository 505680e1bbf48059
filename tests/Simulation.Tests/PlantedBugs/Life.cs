using Tidings.Simulation;
using Tidings.Simulation.Kernel;

namespace Simulation.Tests.PlantedBugs;

/// <summary>Where a defect is: one stage in one life of a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Stage">The stage's name.</param>
internal sealed record Life(SimulatedNode Node, string Stage)
{
    /// <summary>The defect's own chance: it shifts nobody else's.</summary>
    public RandomStream Random { get; } = new(Node.Network.World.Seed, $"defect {Node.Index} {Node.Starts} {Stage}");

    public TimeSpan Now => Node.Network.Now;
}
