using Tidings.Blocks.Artifacts;
using Tidings.Simulation.Scenarios.Kinds;
using Tidings.Simulation.Scenarios.Playing;

namespace Tidings.Simulation.Scenarios;

/// <summary>
/// What is owed: what an honest node holds validated, every honest neighbour of it must hold too, unless its own pool has no room or its upper layer has
/// removed it; and so on along every path of honest nodes that want it. Nodes that are down owe nothing.
/// </summary>
internal sealed class MustHold
{
    private readonly SimulatedNetwork _net;
    private readonly ScenarioBook _book;
    private readonly NeighbourMap _map;

    public MustHold(SimulatedNetwork net, ScenarioBook book, string topology)
    {
        (_net, _book) = (net, book);
        _map = new NeighbourMap(net.Nodes.Count, topology);
    }

    /// <summary>Who misses what; empty when nothing is owed.</summary>
    public IEnumerable<(int Node, string Kind, ArtifactId Id)> Missing() =>
        _net.Nodes.Where(Counts).SelectMany(node => Missing<Note>(node, Note.Kind).Concat(Missing<Blob>(node, Blob.Kind)));

    private static bool Counts(SimulatedNode node) => node.IsUp && node.IsHonest;

    private IEnumerable<(int Node, string Kind, ArtifactId Id)> Missing<T>(SimulatedNode node, string kind)
        where T : ISwarmArtifact<T>
    {
        var pool = node.Pool<T>();
        return FullPools.IsFull<T>(node, kind)
            ? []
            : _map.Of(node.Index).Select(index => _net[index]).Where(Counts)
                .SelectMany(static neighbour => neighbour.Pool<T>().Ids())
                .Where(id => !pool.Contains(id) && !_book.IsWithdrawn(node.Index, id))
                .Distinct()
                .Select(id => (node.Index, kind, id));
    }
}
