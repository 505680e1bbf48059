using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Tests.Membership;

public sealed class NeighbourhoodTests
{
    private static readonly int[] Nodes = [.. Enumerable.Range(1, 20)];

    [Test]
    public void Who_are_neighbours_is_what_the_topology_says_of_the_present_members()
    {
        var topology = Topology.Regular(4);
        var list = Lists.Of(1, Nodes);
        var view = new MembershipView(new MembershipOptions());
        var neighbourhood = new Neighbourhood(view, topology);
        Assert.That(neighbourhood.AreNeighbours(Ids.Of(1), Ids.Of(2)), Is.False, "there are no members yet");

        view.Offer(list, TimeSpan.Zero);
        AssertIs(neighbourhood, topology, list);

        var next = Lists.Of(2, Nodes[1..]);
        view.Offer(next, TimeSpan.Zero);
        AssertIs(neighbourhood, topology, next);
        Assert.That(Nodes.Any(other => neighbourhood.AreNeighbours(Ids.Of(other), Ids.Of(1))), Is.False, "who left is nobody's neighbour");
    }

    private static void AssertIs(Neighbourhood neighbourhood, ITopology topology, MembershipList list)
    {
        foreach (var one in list.Members)
        {
            Assert.That(
                list.Members.Where(other => neighbourhood.AreNeighbours(one.Id, other.Id)).Select(static other => other.Id),
                Is.EquivalentTo(topology.NeighboursOf(one.Id, list)));
        }
    }
}
