using Tidings.Runtime.Hosting;
using Tidings.Runtime.Peers;

namespace Tidings.Node.Bench.Nodes;

/// <summary>Why nodes may miss deliveries, as the end of a sentence.</summary>
internal static class Conditions
{
    /// <param name="nodes">The nodes.</param>
    /// <param name="watching">Ends by exception when nobody tells any more what their pools gain.</param>
    public static string Of(IReadOnlyList<INode> nodes, Task watching)
    {
        var ends = nodes
            .SelectMany(node => node.Peers.Where(peer => peer.State != PeerState.Connected))
            .CountBy(peer => peer.LastEnd?.ToString() ?? "never")
            .Select(end => $"{end.Value} {end.Key}")
            .ToList();
        return (ends.Count == 0 ? "" : $"; sessions that are down, by how they ended: {string.Join(", ", ends)}")
            + (watching.IsFaulted ? $"; a pool is not watched any more: {watching.Exception.InnerException?.Message}" : "");
    }
}
