using Tidings.Blocks.Artifacts;
using Tidings.Simulation.Scenarios.Kinds;
using Tidings.Simulation.Scenarios.Playing;

namespace Tidings.Simulation.Scenarios;

/// <summary>
/// What is owed: what an honest node holds validated, every honest node that a path of honest nodes joins with it must hold too, unless its own pool has no
/// room or its upper layer has removed it. Nodes that are down owe nothing and join nobody.
/// </summary>
internal sealed class MustHold
{
    private readonly SimulatedNetwork _net;
    private readonly ScenarioBook _book;
    private readonly NeighbourMap _map;

    public MustHold(SimulatedNetwork net, ScenarioBook book, string topology)
    {
        (_net, _book) = (net, book);
        _map = new NeighbourMap(net, topology);
    }

    /// <summary>Who misses what; empty when nothing is owed.</summary>
    public IEnumerable<(int Node, string Kind, ArtifactId Id)> Missing() =>
        Islands().SelectMany(island => Missing<Note>(island, Note.Kind).Concat(Missing<Blob>(island, Blob.Kind)));

    /// <summary>Honest nodes that are up, by the paths between them.</summary>
    public IEnumerable<List<SimulatedNode>> Islands()
    {
        var seen = new bool[_net.Nodes.Count];
        foreach (var first in _net.Nodes.Where(Counts))
        {
            if (seen[first.Index])
            {
                continue;
            }

            seen[first.Index] = true;
            List<SimulatedNode> island = [first];
            for (var i = 0; i < island.Count; i++)
            {
                foreach (var next in _map.Of(island[i].Index).Where(next => !seen[next] && Counts(_net[next])))
                {
                    seen[next] = true;
                    island.Add(_net[next]);
                }
            }

            yield return island;
        }
    }

    private static bool Counts(SimulatedNode node) => node.IsUp && node.IsHonest;

    private IEnumerable<(int Node, string Kind, ArtifactId Id)> Missing<T>(List<SimulatedNode> island, string kind)
        where T : ISwarmArtifact<T>
    {
        SortedSet<ArtifactId> held = [.. island.SelectMany(static node => node.Pool<T>().Ids())];
        return island.Where(node => node.Pool<T>().Count < held.Count && !FullPools.IsFull<T>(node, kind))
            .SelectMany(node => held.Where(id => !node.Pool<T>().Contains(id) && !_book.IsWithdrawn(node.Index, id)).Select(id => (node.Index, kind, id)));
    }
}
