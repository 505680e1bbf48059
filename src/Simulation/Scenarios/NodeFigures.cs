using Tidings.Simulation.Network;

namespace Tidings.Simulation.Scenarios;

/// <summary>What one node of a run has sent and received, from its first step on. Immutable.</summary>
/// <param name="BytesSent">On all its links, by all its lives.</param>
/// <param name="BytesReceived">Sent to it, whether it came or not.</param>
/// <param name="Copies">Bytes of artifacts that reached it (its last life, when there were several), over the bytes that it needed; 0 when it needed none.</param>
internal sealed record NodeFigures(long BytesSent, long BytesReceived, double Copies)
{
    public static IReadOnlyList<NodeFigures> Of(Fabric fabric, int nodes, Func<int, double> copies)
    {
        var links = fabric.Links.ToList();
        var sent = links.ToLookup(static link => link.From, static link => link.BytesSent);
        var received = links.ToLookup(static link => link.To, static link => link.BytesSent);
        return [.. Enumerable.Range(0, nodes).Select(node => new NodeFigures(sent[node].Sum(), received[node].Sum(), copies(node)))];
    }
}
