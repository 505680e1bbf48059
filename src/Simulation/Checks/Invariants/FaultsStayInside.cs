using Tidings.Pipelines.Composition;
using Tidings.Runtime.Hosting;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// Nothing that a peer, an artifact or a user's validator does ends a stage: no block of a running honest node faults, and the node does not call itself
/// unhealthy. A pool hook that throws breaks it on purpose: the experiment that tries that removes this invariant.
/// </summary>
internal sealed class FaultsStayInside : IInvariant
{
    private const int EverySteps = 64;

    public string Name => "faults stay inside";

    Occasion IInvariant.Occasion => Occasion.Turn;

    public string? AfterStep(SimulatedNode node) => node.Current.Host.Steps % EverySteps == 0 ? OfGraph(node) : null;

    public string? AtRest(SimulatedNetwork network)
    {
        foreach (var node in network.Nodes.Where(static node => node is { IsHonest: true, IsUp: true }))
        {
            if (OfGraph(node) is { } broken)
            {
                return $"Node {node.Index}: {broken}";
            }

            if (node.Node.Health is { Status: NodeHealthStatus.Unhealthy } health)
            {
                return $"Node {node.Index} is unhealthy: {string.Join(' ', health.Reasons)}";
            }
        }

        return null;
    }

    private static string? OfGraph(SimulatedNode node)
    {
        var started = node.Get<NodeGraph>().Started;
        return started.IsCompletedSuccessfully && started.Result.Faults is [var fault, ..] ? $"The stage {fault.Stage} has ended by an exception: {fault.Exception}" : null;
    }
}
