using Tidings.Pipelines.Composition;
using Tidings.Runtime.Hosting;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// Nothing is left of a node that was stopped: no step that is ready, no timer that is armed, no stream that is open, no buffer that is rented, no block that
/// has not ended; and in a quiet network nothing was given up.
/// </summary>
internal sealed class CleanDrain : IInvariant
{
    public string Name => "clean drain";

    Occasion IInvariant.Occasion => Occasion.None;

    public string? AtEnd(SimulatedNetwork network)
    {
        foreach (var node in network.Nodes.Where(static node => node is { IsHonest: true, IsUp: true }))
        {
            if (Left(network, node) is { } broken)
            {
                return $"Node {node.Index}: {broken}";
            }
        }

        return null;
    }

    private static string? Left(SimulatedNetwork network, SimulatedNode node)
    {
        var (host, graph) = (node.Current.Host, node.Get<NodeGraph>());
        var steps = network.World.ReadyOf(host);
        var timers = network.World.Clock.ArmedBy(host);
        var streams = network.Fabric.OpenStreamsOf(node.Index);
        var rented = graph.Ledger.Accounts.Where(static account => account.Name is "frames" or "bodies").Sum(static account => account.Bytes);
        var reserved = graph.Ledger.Accounts.Where(static account => account.Name.StartsWith("downloads/", StringComparison.Ordinal)).Sum(static account => account.Bytes);
        var drain = graph.Started.Result.StopAsync(TimeSpan.Zero);
        return steps > 0 ? $"{steps} steps are ready."
            : timers > 0 ? $"{timers} timers are armed."
            : streams > 0 ? $"{streams} streams are open."
            : rented > 0 ? $"{rented} bytes of buffers are rented."
            : !drain.IsCompletedSuccessfully ? "The graph has not ended."
            : drain.Result.Unfinished.Count > 0 ? $"These stages have not ended: {string.Join(", ", drain.Result.Unfinished)}."
            : reserved > 0 && drain.Result.Abandoned.Count == 0 && node.Node.Kinds.All(static kind => kind.Unvalidated == 0) ? $"{reserved} bytes are reserved for downloads that nobody has."
            : !network.IsUntouched ? null
            : drain.Result.Abandoned.Count > 0 ? $"Items were given up: {string.Join(", ", drain.Result.Abandoned.Select(static edge => $"{edge.Items} in {edge.Edge}"))}."
            : reserved > 0 ? $"{reserved} bytes are reserved for downloads."
            : node.Node.Health.Status != NodeHealthStatus.Unhealthy ? "It does not run and calls itself well."
            : null;
    }
}
