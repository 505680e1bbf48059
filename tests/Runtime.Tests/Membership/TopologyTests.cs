using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Tidings.Blocks;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Tests.Membership;

public class TopologyTests
{
    private static readonly Gen<(int[] Nodes, int Degree)> Subnets =
        from size in Gen.Choose(1, 60)
        from first in Gen.Choose(0, 1_000_000)
        from half in Gen.Choose(1, 4)
        select (Enumerable.Range(first, size).ToArray(), 2 * half);

    [Test]
    public void Every_subnet_is_connected_symmetric_and_within_its_degree() => Prop.ForAll(Subnets.ToArbitrary(), static subnet =>
    {
        var list = Lists.Of(1, subnet.Nodes);
        var graph = Graph(Topology.Regular(subnet.Degree), list);
        var symmetric = graph.All(pair => pair.Value.All(other => other != pair.Key && graph[other].Contains(pair.Key)));
        var bounded = graph.Values.All(neighbours => neighbours.Count <= subnet.Degree);
        return symmetric && bounded && Reached(graph) == list.Members.Length;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void A_join_moves_at_most_three_edges_per_ring() => Prop.ForAll(Subnets.ToArbitrary(), static subnet =>
    {
        if (subnet.Nodes.Length <= subnet.Degree)
        {
            return true;
        }

        var topology = Topology.Regular(subnet.Degree);
        var before = Edges(Graph(topology, Lists.Of(1, subnet.Nodes)));
        var after = Edges(Graph(topology, Lists.Of(2, [.. subnet.Nodes, -1])));
        before.SymmetricExceptWith(after);
        return before.Count <= 3 * subnet.Degree / 2;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void A_ring_orders_the_members_by_the_hash_of_its_number_and_their_ids()
    {
        var list = Lists.Of(1, [.. Enumerable.Range(0, 20)]);
        for (var ring = 0; ring < 2; ring++)
        {
            byte number = (byte)ring;
            var order = list.Members.Select(static m => m.Id).OrderBy(id => new Hash256(SHA256.HashData([0, 0, 0, number, .. id.Hash.ToArray()]))).ToArray();
            for (var i = 0; i < order.Length; i++)
            {
                Assert.That(Topology.Regular(4).NeighboursOf(order[i], list), Does.Contain(order[(i + 1) % order.Length]), $"ring {ring}");
            }
        }
    }

    [Test]
    public void A_subnet_that_is_too_small_for_its_degree_is_a_full_mesh()
    {
        var list = Lists.Of(1, 1, 2, 3, 4);
        Assert.That(Topology.Regular(4).NeighboursOf(Ids.Of(1), list), Is.EqualTo(Topology.FullMesh.NeighboursOf(Ids.Of(1), list)));
        Assert.That(Topology.FullMesh.NeighboursOf(Ids.Of(1), list), Is.EqualTo(new[] { 2, 3, 4 }.Select(Ids.Of).Order()));
    }

    [Test]
    public void Who_is_no_member_has_no_neighbours()
    {
        var list = Lists.Of(1, [.. Enumerable.Range(0, 20)]);
        Assert.That(Topology.FullMesh.NeighboursOf(Ids.Of(99), list), Is.Empty);
        Assert.That(Topology.Regular(4).NeighboursOf(Ids.Of(99), list), Is.Empty);
    }

    [TestCase("full")]
    [TestCase("regular:2")]
    [TestCase("regular:64")]
    public void What_is_written_is_read_back(string text) => Assert.That(Topology.Parse(text).ToString(), Is.EqualTo(text));

    [TestCase("")]
    [TestCase("mesh")]
    [TestCase("regular")]
    [TestCase("regular:")]
    [TestCase("regular:3")]
    [TestCase("regular:0")]
    [TestCase("regular:66")]
    [TestCase("regular:-4")]
    public void What_is_no_topology_is_refused(string text) =>
        Assert.That(() => Topology.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains("regular:D"));

    private static Dictionary<NodeId, HashSet<NodeId>> Graph(ITopology topology, MembershipList list) =>
        list.Members.ToDictionary(static m => m.Id, m => topology.NeighboursOf(m.Id, list).ToHashSet());

    private static HashSet<(NodeId, NodeId)> Edges(Dictionary<NodeId, HashSet<NodeId>> graph) =>
        [.. graph.SelectMany(static pair => pair.Value.Where(other => pair.Key.CompareTo(other) < 0).Select(other => (pair.Key, other)))];

    private static int Reached(Dictionary<NodeId, HashSet<NodeId>> graph)
    {
        var seen = new HashSet<NodeId>();
        var next = new Stack<NodeId>([graph.Keys.First()]);
        while (next.TryPop(out var node))
        {
            if (seen.Add(node))
            {
                foreach (var neighbour in graph[node])
                {
                    next.Push(neighbour);
                }
            }
        }

        return seen.Count;
    }
}
