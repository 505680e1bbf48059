using Tidings.Blocks.Artifacts;
using Tidings.Runtime.Membership;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Scenarios;

/// <summary>
/// What is owed: what an honest node holds validated, every honest node that a path of honest nodes joins with it must hold too, unless its own pool has no
/// room. Nodes that are down owe nothing and join nobody.
/// </summary>
internal sealed class MustHold
{
    private readonly SimulatedNetwork _net;
    private readonly List<int>[] _neighbours;

    public MustHold(SimulatedNetwork net, string topology)
    {
        _net = net;
        var members = new MembershipList(1, net.Nodes.Select(static node => new Member(node.Id, [])));
        var machines = net.Nodes.ToDictionary(static node => node.Id, static node => node.Index);
        _neighbours = [.. net.Nodes.Select(node => Topology.Parse(topology).NeighboursOf(node.Id, members).Select(id => machines[id]).ToList())];
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
                foreach (var next in _neighbours[island[i].Index].Where(next => !seen[next] && Counts(_net[next])))
                {
                    seen[next] = true;
                    island.Add(_net[next]);
                }
            }

            yield return island;
        }
    }

    private static bool Counts(SimulatedNode node) => node.IsUp && node.IsHonest;

    private static IEnumerable<(int Node, string Kind, ArtifactId Id)> Missing<T>(List<SimulatedNode> island, string kind)
        where T : ISwarmArtifact<T>
    {
        SortedDictionary<ArtifactId, long> held = [];
        foreach (var pool in island.Select(static node => node.Pool<T>()))
        {
            foreach (var id in pool.Ids())
            {
                held[id] = pool.TryGet(id, out var artifact) ? artifact.Bytes : 0;
            }
        }

        return island.Where(node => node.Pool<T>().Count < held.Count)
            .SelectMany(node => held.Where(pair => !node.Pool<T>().Contains(pair.Key)).Select(pair => (node.Index, kind, pair.Key)));
    }
}
