using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;
using Tidings.Simulation.Nodes;

namespace Tidings.Simulation.Scenarios;

/// <summary>Who is whose neighbour in a topology, by the numbers of the machines. Immutable.</summary>
internal sealed class NeighbourMap
{
    private readonly List<int>[] _neighbours;

    /// <summary>Of the first so many machines, whose ids are the same in every run.</summary>
    public NeighbourMap(int nodes, string topology)
    {
        NodeId[] ids = [.. Enumerable.Range(0, nodes).Select(static node => SimulatedIdentities.Of(node).Id)];
        var members = new MembershipList(1, ids.Select(static id => new Member(id, [])));
        var machines = Enumerable.Range(0, nodes).ToDictionary(node => ids[node]);
        var rule = Topology.Parse(topology);
        _neighbours = [.. ids.Select(id => rule.NeighboursOf(id, members).Select(neighbour => machines[neighbour]).ToList())];
    }

    public IReadOnlyList<int> Of(int node) => _neighbours[node];

    /// <summary>Hops from a node to each of them on the shortest way; -1 where none leads.</summary>
    public int[] HopsFrom(int node)
    {
        int[] hops = [.. Enumerable.Repeat(-1, _neighbours.Length)];
        hops[node] = 0;
        var reached = new Queue<int>([node]);
        while (reached.TryDequeue(out var here))
        {
            foreach (var next in _neighbours[here].Where(next => hops[next] < 0))
            {
                hops[next] = hops[here] + 1;
                reached.Enqueue(next);
            }
        }

        return hops;
    }
}
