using System.Net.Sockets;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Peers;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>Whole session layers against each other, in virtual time and without a socket.</summary>
public sealed class SessionSubnetTests
{
    [Test]
    public void Three_nodes_mesh_with_all_lanes_and_nothing_leaves_the_scheduler([Range(1, 5)] int seed)
    {
        var subnet = new SessionSubnet(3, seed);
        subnet.Start();
        subnet.UntilMeshed();
        subnet.World.RunFor(TimeSpan.FromSeconds(3));

        Assert.That(subnet.World.Escapes, Is.Zero);
        Assert.That(subnet.Nodes.Select(static n => n.Manager.Fault), Is.All.Null);
        foreach (var node in subnet.Nodes)
        {
            Assert.That(node.Basis.Directory.Peers.Select(static p => p.RoundTrip), Has.None.Null, "heartbeats are answered at once");
            Assert.That(node.Graph.Peers.OfType<PeerJoined>().Select(static j => j.Kinds.Single().Name), Is.All.EqualTo("file"));
        }
    }

    [Test]
    public void Frames_arrive_in_order_after_the_join_and_the_room_comes_back()
    {
        var (subnet, a, b) = Pair();
        for (ulong i = 1; i <= 20; i++)
        {
            var message = new CancelMessage("file", [i]);
            Assert.That(a.Basis.Directory.TrySend(a.MessageTo(b, message)), Is.True);
        }

        subnet.Until(() => b.Graph.Frames.Count() == 20);
        var numbers = b.Graph.Frames.Select(f =>
        {
            b.Settings.Codec.TryRead(f.Type, f.Body.Memory, out var message, out _);
            return ((CancelMessage)message!).Requests.Single();
        });

        Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, 20).Select(static n => (ulong)n)));
        Assert.That(b.Graph.Inbound.TakeWhile(static i => i is not Blocks.Receive.InboundFrame).OfType<Blocks.Receive.InboundPeer>().First().Event, Is.InstanceOf<PeerJoined>());
        Assert.That(a.Graph.Freed.Sum(static room => room.Bytes), Is.EqualTo(20 * 100));
    }

    [Test]
    public void What_is_said_as_soon_as_a_session_is_known_is_sent()
    {
        var subnet = new SessionSubnet(2);
        var (a, b) = (subnet.Nodes[0], subnet.Nodes[1]);
        var taken = new List<bool>();
        a.Graph.Heard = inbound =>
        {
            if (inbound is Blocks.Receive.InboundPeer { Event: PeerJoined })
            {
                taken.Add(a.Basis.Directory.TrySend(a.MessageTo(b, new CancelMessage("file", [1]))));
            }
        };
        subnet.Start();
        subnet.Until(() => b.Graph.Frames.Any());
        Assert.That(taken, Is.EqualTo(new[] { true }));
    }

    [Test]
    public void A_dial_that_breaks_down_in_the_operating_system_is_repeated()
    {
        var subnet = new SessionSubnet(2);
        foreach (var node in subnet.Nodes)
        {
            node.Transport.Breakdown = new SocketException((int)SocketError.TooManyOpenSockets);
        }

        subnet.Start();
        subnet.World.RunFor(TimeSpan.FromSeconds(5));
        Assert.That(subnet.Nodes[0].Transport.Dials, Is.GreaterThan(2));

        foreach (var node in subnet.Nodes)
        {
            node.Transport.Breakdown = null;
        }

        subnet.UntilMeshed(seconds: 40);
        Assert.That(subnet.Nodes.Select(static n => n.Manager.Fault), Is.All.Null);
    }

    [Test]
    public void A_lost_bulk_lane_is_dialled_again_and_the_session_stays()
    {
        var (subnet, a, b) = Pair();
        var session = a.PeerOf(b)!.Session;
        a.Transport.Open[^1].Abort();

        subnet.Until(() => !a.IsConnectedTo(b));
        subnet.Until(() => a.IsConnectedTo(b) && b.IsConnectedTo(a));

        Assert.That(a.PeerOf(b)!.Session, Is.EqualTo(session));
        Assert.That(b.Graph.Peers.OfType<LaneChanged>().Count(static lane => !lane.IsUp), Is.EqualTo(1));
    }

    [Test]
    public void Losing_lane_0_ends_the_session_on_both_sides_and_another_begins()
    {
        var (subnet, a, b) = Pair();
        a.Transport.Open[0].Abort();

        subnet.Until(() => a.Graph.Peers.OfType<PeerJoined>().Count() == 2 && b.Graph.Peers.OfType<PeerJoined>().Count() == 2);
        subnet.UntilMeshed();

        Assert.That(a.Graph.Peers.OfType<PeerLeft>().Single().Removed, Is.False);
        Assert.That(b.Graph.Peers.OfType<PeerLeft>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_half_open_link_is_found_within_fifteen_seconds_and_comes_back()
    {
        var (subnet, a, b) = Pair();
        a.Transport.IsSilent = b.Transport.IsSilent = true;

        subnet.Until(() => a.PeerOf(b)!.State == PeerState.Apart && b.PeerOf(a)!.State == PeerState.Apart, seconds: 15);
        Assert.That(a.PeerOf(b)!.LastEnd, Is.EqualTo(DisconnectReason.Silent));

        a.Transport.IsSilent = b.Transport.IsSilent = false;
        subnet.UntilMeshed(seconds: 60);
    }

    [Test]
    public void A_graph_that_waits_is_not_taken_for_a_dead_peer()
    {
        var (subnet, a, b) = Pair();
        b.Graph.Block();
        Assert.That(a.Basis.Directory.TrySend(a.MessageTo(b, new CancelMessage("file", [1]))), Is.True);
        subnet.World.RunFor(TimeSpan.FromSeconds(30));

        Assert.That(b.Graph.Peers.OfType<PeerLeft>(), Is.Empty);
        Assert.That(a.Graph.Peers.OfType<PeerLeft>(), Is.Empty);
        b.Graph.Unblock();
        subnet.Until(() => b.Graph.Frames.Count() == 1);
    }

    [Test]
    public void A_restarted_node_is_a_new_incarnation_that_replaces_the_old_session_at_once()
    {
        var (subnet, a, b) = Pair();
        var before = b.Settings.Incarnation;
        a.Transport.IsSilent = true;
        var reborn = subnet.Create(b.Id, 7);
        reborn.Settings = reborn.Settings with { Incarnation = before + 2 };
        subnet.World.Run(() => reborn.StartAsync(SessionSubnet.AddressOf(7)));
        a.Transport.IsSilent = false;
        reborn.Membership.Offer(subnet.List(1));

        subnet.Until(() => a.PeerOf(b)!.Incarnation == before + 2, seconds: 5);
        Assert.That(a.PeerOf(b)!.LastEnd, Is.EqualTo(DisconnectReason.Replaced));
    }

    [Test]
    public void Who_leaves_the_membership_loses_its_session_for_good()
    {
        var (subnet, a, b) = Pair(3);
        var c = subnet.Nodes[2];
        var list = subnet.List(2, node => node != c);
        a.Basis.Offences.Report(c.Id, Offence.UnaskedChunk, "before it left");
        Assert.That(a.Ledger.Snapshot().Peers.Select(static peer => peer.Peer), Does.Contain(c.Id));
        a.Membership.Offer(list);
        b.Membership.Offer(list);

        subnet.Until(() => c.PeerOf(a)!.State == PeerState.Apart && c.PeerOf(b)!.State == PeerState.Apart, seconds: 5);

        Assert.That(a.PeerOf(c), Is.Null);
        Assert.That(a.Graph.Peers.OfType<PeerLeft>().Single().Removed, Is.True);
        subnet.World.RunFor(TimeSpan.FromSeconds(30));
        a.Basis.Offences.Report(c.Id, Offence.BadFrame, "in its last frames");
        Assert.That(a.Basis.Offences.Find(c.Id), Is.Null, "its record would be kept for ever");
        Assert.That(a.Ledger.Snapshot().Peers.Select(static peer => peer.Peer), Is.EqualTo(new[] { b.Id }), "and so would its account");
        Assert.That(a.IsConnectedTo(b), Is.True);
        Assert.That(c.PeerOf(a)!.State, Is.EqualTo(PeerState.Apart));
    }

    [Test]
    public void An_offender_is_banned_with_evidence_and_may_come_back_later()
    {
        var (subnet, a, b) = Pair();
        a.Basis.Offences.Report(b.Id, Offence.WrongBytes, "first");
        a.Basis.Offences.Report(b.Id, Offence.WrongBytes, "second");

        subnet.Until(() => a.PeerOf(b)!.State == PeerState.Banned && b.PeerOf(a)!.State == PeerState.Apart, seconds: 5);
        Assert.That(a.Log, Has.Some.Contains("banned").And.Contains("WrongBytes: 2").And.Contains("second"));
        Assert.That(b.PeerOf(a)!.LastEnd, Is.EqualTo(DisconnectReason.Banned));
        subnet.UntilMeshed(seconds: 180);
    }

    [Test]
    public void Stopping_writes_what_waits_and_says_so_to_the_peer()
    {
        var (subnet, a, b) = Pair();
        for (ulong i = 1; i <= 5; i++)
        {
            a.Basis.Directory.TrySend(a.MessageTo(b, new CancelMessage("file", [i])));
        }

        subnet.Stop(a);
        subnet.Until(() => b.PeerOf(a)!.State == PeerState.Apart);

        Assert.That(b.Graph.Frames.Count(), Is.EqualTo(5));
        Assert.That(b.PeerOf(a)!.LastEnd, Is.EqualTo(DisconnectReason.Stopping));
    }

    private static (SessionSubnet Subnet, SessionNode A, SessionNode B) Pair(int nodes = 2)
    {
        var subnet = new SessionSubnet(nodes);
        subnet.Start();
        subnet.UntilMeshed();
        return (subnet, subnet.Nodes[0], subnet.Nodes[1]);
    }
}
