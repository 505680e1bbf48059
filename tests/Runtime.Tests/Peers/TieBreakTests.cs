using Tidings.Blocks.Peers;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Sessions;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>Two lanes 0 between the same two processes: the one that the smaller node dialled stays, and only the smaller node closes the other.</summary>
public sealed class TieBreakTests
{
    private const long First = 10, Second = 11;
    private static readonly NodeId Smaller = SessionWorld.Id(1);
    private static readonly NodeId Larger = SessionWorld.Id(2);

    [Test]
    public void The_smaller_node_keeps_what_it_dialled_and_closes_what_comes()
    {
        var table = WithSession(Smaller, Larger, firstIsOurs: true);
        var effects = table.Handle(new LaneReady(Lane0(Larger, Second, dialledByUs: false)), TimeSpan.FromSeconds(1));

        Assert.That(effects, Is.EqualTo(new SessionEffect[] { new Close(Second, DisconnectReason.DuplicateSession) }));
    }

    [Test]
    public void The_smaller_node_replaces_what_came_by_what_it_dialled()
    {
        var table = WithSession(Smaller, Larger, firstIsOurs: false);
        var effects = table.Handle(new LaneReady(Lane0(Larger, Second, dialledByUs: true)), TimeSpan.FromSeconds(1));

        Assert.That(effects, Does.Contain(new Close(First, DisconnectReason.DuplicateSession)));
        Assert.That(effects.OfType<LaneUp>().Select(static up => up.Connection), Is.EqualTo(new[] { Second }));
    }

    [Test]
    public void The_larger_node_replaces_what_it_dialled_and_leaves_the_closing_to_the_other()
    {
        var table = WithSession(Larger, Smaller, firstIsOurs: true);
        var effects = table.Handle(new LaneReady(Lane0(Smaller, Second, dialledByUs: false)), TimeSpan.FromSeconds(1));

        Assert.That(effects.OfType<LaneUp>().Select(static up => up.Connection), Is.EqualTo(new[] { Second }));
        Assert.That(effects, Does.Contain(new Mute(First)));
        Assert.That(effects.OfType<Close>(), Is.Empty);
    }

    [Test]
    public void The_larger_node_holds_what_it_dialled_in_vain_until_the_other_closes_it()
    {
        var table = WithSession(Larger, Smaller, firstIsOurs: false);
        var effects = table.Handle(new LaneReady(Lane0(Smaller, Second, dialledByUs: true)), TimeSpan.FromSeconds(1));

        Assert.That(effects, Is.EqualTo(new SessionEffect[] { new Mute(Second) }));
        var closed = table.Handle(new ConnectionClosed(Second, DisconnectReason.DuplicateSession), TimeSpan.FromSeconds(2));
        Assert.That(closed.OfType<Left>(), Is.Empty, "the session lives on the other lane 0");
    }

    private static SessionTable WithSession(NodeId self, NodeId peer, bool firstIsOurs)
    {
        var table = new SessionTable(self, SessionWorld.Options, new Random(1));
        table.Handle(new NeighboursChanged([new Neighbour(peer, true)], new HashSet<NodeId> { peer }), TimeSpan.Zero);
        table.Handle(new LaneReady(Lane0(peer, First, firstIsOurs)), TimeSpan.Zero);
        Assert.That(table.SessionOf(peer), Is.Not.Null);
        return table;
    }

    private static ReadyConnection Lane0(NodeId peer, long id, bool dialledByUs) => new(id, peer, 0, dialledByUs, 5, (ulong)id, (ulong)id, []);
}
