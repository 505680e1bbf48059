using Microsoft.Extensions.DependencyInjection;
using Tidings.Pipelines.Composition;
using Tidings.Runtime.Peers;

namespace Tidings.Simulation.Trace;

/// <summary>How a node stands, for the message of a run that did not get where it should: its process, its neighbours, its pools, and where items wait.</summary>
internal static class StallReport
{
    public static string Of(SimulatedNode node)
    {
        if (node.Starts == 0)
        {
            return $"node {node.Index}: not started";
        }

        var life = node.Current;
        var state = life.Host.IsDead ? "down" : life.Host.IsPaused ? "paused" : "up";
        var pools = life.Node.Kinds.Select(static kind => $"{kind.Kind} {kind.Validated} validated and {kind.Unvalidated} unvalidated");
        return $"node {node.Index}: {state}{(node.IsHonest ? "" : ", Byzantine")}, {life.Node.Peers.Count(static peer => peer.State == PeerState.Connected)} connected; {string.Join(", ", pools)}; waiting: {Waiting(life.Services)}";
    }

    private static string Waiting(IServiceProvider services)
    {
        var started = services.GetRequiredService<NodeGraph>().Started;
        if (!started.IsCompletedSuccessfully)
        {
            return "the graph has not started";
        }

        var edges = started.Result.Edges.Where(static edge => edge.Depth > 0).Select(static edge => $"{edge.Edge}: {edge.Depth}");
        return string.Join(", ", edges) is { Length: > 0 } text ? text : "nothing";
    }
}
