using Tidings.Runtime.Membership;

namespace Tidings.Simulation.Scenarios;

/// <summary>Who is whose neighbour in a topology, by the numbers of the machines. Immutable.</summary>
internal sealed class NeighbourMap
{
    private readonly List<int>[] _neighbours;

    public NeighbourMap(SimulatedNetwork net, string topology)
    {
        var members = new MembershipList(1, net.Nodes.Select(static node => new Member(node.Id, [])));
        var machines = net.Nodes.ToDictionary(static node => node.Id, static node => node.Index);
        var rule = Topology.Parse(topology);
        _neighbours = [.. net.Nodes.Select(node => rule.NeighboursOf(node.Id, members).Select(id => machines[id]).ToList())];
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
