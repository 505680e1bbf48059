using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Sessions;

namespace Tidings.Runtime.Tests.Peers;

public sealed class SessionTableTests
{
    [Test]
    public void After_any_history_both_sides_hold_the_same_session_with_all_its_lanes([Range(1, 200)] int seed)
    {
        var world = new SessionWorld(seed);
        var random = new Random(seed);
        for (var step = 0; step < 40; step++)
        {
            world.RunUntil(world.Now + TimeSpan.FromMilliseconds(random.Next(1, 1500)));
            switch (random.Next(6))
            {
                case 0:
                    world.Reachable = !world.Reachable;
                    break;
                case 1 when random.Next(4) == 0:
                    world.Boot(world.Nodes[random.Next(2)]);
                    break;
                default:
                    world.BreakOne();
                    break;
            }
        }

        world.Reachable = true;
        world.RunUntil(world.Now + TimeSpan.FromSeconds(120));

        AssertAgreed(world);
    }

    [Test]
    public void Both_dial_at_once_and_one_connection_stays([Range(1, 50)] int seed)
    {
        var world = new SessionWorld(seed) { Dialable = static _ => false };
        world.RunUntil(TimeSpan.FromSeconds(3));
        world.Dialable = static _ => true;
        world.RunUntil(TimeSpan.FromSeconds(60));

        AssertAgreed(world);
    }

    [Test]
    public void A_firewall_in_one_direction_cuts_nobody_off([Values] bool smallerReachable)
    {
        var world = new SessionWorld(1);
        world.Dialable = node => (node == world.Nodes[0]) == smallerReachable;
        world.RunUntil(TimeSpan.FromSeconds(10));

        AssertAgreed(world);
    }

    [Test]
    public void The_larger_node_dials_only_after_a_moment_and_after_two_seconds_without_the_session_that_it_had()
    {
        var table = Table(2, out var effects, new Neighbour(SessionWorld.Id(1), true));

        Assert.That(effects.OfType<Dial>(), Is.Empty);
        Assert.That(table.NextWake, Is.EqualTo(SessionWorld.Options.LargerFirstDialsAfter));
        Assert.That(table.Handle(new Tick(), table.NextWake!.Value).OfType<Dial>().Single().Lane, Is.Zero);

        table.Handle(new LaneReady(Lane(10, 0, true, incarnation: 5) with { Peer = SessionWorld.Id(1) }), TimeSpan.FromSeconds(1));
        var lost = TimeSpan.FromSeconds(1) + SessionWorld.Options.StableAfter;
        Assert.That(table.Handle(new ConnectionClosed(10, DisconnectReason.Unreachable), lost).OfType<Dial>(), Is.Empty);
        Assert.That(table.NextWake, Is.EqualTo(lost + SessionWorld.Options.LargerDialsAfter));
    }

    [Test]
    public void A_new_incarnation_replaces_the_session_at_once()
    {
        var table = Table(1, out _, new Neighbour(SessionWorld.Id(2), true));
        table.Handle(new LaneReady(Lane(10, 0, true, incarnation: 5)), TimeSpan.Zero);

        var effects = table.Handle(new LaneReady(Lane(11, 0, false, incarnation: 6)), TimeSpan.FromSeconds(1));

        Assert.That(effects.Take(4), Is.EqualTo(new SessionEffect[]
        {
            new Close(10, DisconnectReason.Replaced),
            new Left(SessionWorld.Id(2), 1, DisconnectReason.Replaced),
            new Joined(SessionWorld.Id(2), 2, 6, [], 11),
            new LaneUp(SessionWorld.Id(2), 2, 0, 11),
        }));
    }

    [Test]
    public void A_fourth_incarnation_within_the_window_is_one_key_used_twice()
    {
        var table = Table(1, out _, new Neighbour(SessionWorld.Id(2), true));
        var now = TimeSpan.Zero;
        for (var i = 0; i < 3; i++)
        {
            now += TimeSpan.FromSeconds(5);
            table.Handle(new LaneReady(Lane(10 + i, 0, false, incarnation: 5 + (ulong)(i % 2))), now);
        }

        var effects = table.Handle(new LaneReady(Lane(20, 0, false, incarnation: 9)), now);
        var report = effects.OfType<KeyUsedTwice>().Single();

        Assert.That(effects.OfType<Close>().Select(static c => c.Connection), Is.EquivalentTo(new long[] { 12, 20 }));
        Assert.That(table.SessionOf(SessionWorld.Id(2)), Is.Null);
        Assert.That(table.Refusal(SessionWorld.Id(2), 0, 9, 0, 0, report.Until - TimeSpan.FromTicks(1)), Is.EqualTo(DisconnectReason.KeyUsedTwice));
        Assert.That(table.Refusal(SessionWorld.Id(2), 0, 9, 0, 0, report.Until), Is.Null);
    }

    [Test]
    public void Who_did_not_dial_lane_0_may_dial_no_bulk_lane()
    {
        var table = Table(1, out _, new Neighbour(SessionWorld.Id(2), true));
        table.Handle(new LaneReady(Lane(10, 0, true, incarnation: 5)), TimeSpan.Zero);

        Assert.That(table.Refusal(SessionWorld.Id(2), 1, 5, 100, 200, TimeSpan.Zero), Is.EqualTo(DisconnectReason.LaneRefused));
        Assert.That(table.Refusal(SessionWorld.Id(2), 1, 5, 100, 201, TimeSpan.Zero), Is.EqualTo(DisconnectReason.NoSuchSession));
    }

    [Test]
    public void A_leaver_of_the_membership_loses_its_session_and_is_dialled_no_more()
    {
        var table = Table(1, out _, new Neighbour(SessionWorld.Id(2), true));
        table.Handle(new LaneReady(Lane(10, 0, true, incarnation: 5)), TimeSpan.Zero);

        var effects = table.Handle(new NeighboursChanged([], new HashSet<Tidings.Blocks.Peers.NodeId>()), TimeSpan.FromSeconds(1));

        Assert.That(effects, Does.Contain(new Left(SessionWorld.Id(2), 1, DisconnectReason.NotAMember)));
        Assert.That(effects, Does.Contain(new Close(10, DisconnectReason.NotAMember)));
        Assert.That(table.NextWake, Is.Null);
        Assert.That(table.Refusal(SessionWorld.Id(2), 0, 5, 0, 0, TimeSpan.FromSeconds(1)), Is.EqualTo(DisconnectReason.NotAMember));
    }

    [Test]
    public void A_banned_peer_is_cut_off_and_refused_until_its_time_is_over()
    {
        var table = Table(1, out _, new Neighbour(SessionWorld.Id(2), true));
        table.Handle(new LaneReady(Lane(10, 0, true, incarnation: 5)), TimeSpan.Zero);
        var until = TimeSpan.FromMinutes(1);

        var effects = table.Handle(new PeerBlocked(SessionWorld.Id(2), until, DisconnectReason.Banned), TimeSpan.FromSeconds(1));

        Assert.That(effects, Does.Contain(new Close(10, DisconnectReason.Banned)));
        Assert.That(table.NextWake, Is.EqualTo(until));
    }

    private static SessionTable Table(byte self, out IReadOnlyList<SessionEffect> effects, Neighbour neighbour)
    {
        var table = new SessionTable(SessionWorld.Id(self), SessionWorld.Options, new Random(1));
        effects = table.Handle(new NeighboursChanged([neighbour], new HashSet<Tidings.Blocks.Peers.NodeId> { neighbour.Id }), TimeSpan.Zero);
        return table;
    }

    private static ReadyConnection Lane(long id, int lane, bool dialledByUs, ulong incarnation) =>
        new(id, SessionWorld.Id(2), lane, dialledByUs, incarnation, 100, 200, []);

    private static void AssertAgreed(SessionWorld world)
    {
        var (one, two) = (world.Nodes[0], world.Nodes[1]);
        Assert.That(one.Session, Is.Not.Null);
        Assert.That(one.Lanes, Has.Count.EqualTo(SessionWorld.Options.Lanes));
        Assert.That(two.Lanes, Is.EqualTo(one.Lanes), "the two sides hold different connections");
        Assert.That(two.Table.ConnectionCount, Is.EqualTo(SessionWorld.Options.Lanes), "a connection is left over");
        Assert.That(one.Table.ConnectionCount, Is.EqualTo(SessionWorld.Options.Lanes), "a connection is left over");
    }
}
