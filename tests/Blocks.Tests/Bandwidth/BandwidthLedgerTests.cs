using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Bandwidth;

public sealed class BandwidthLedgerTests
{
    private static readonly Flow Requests = new("file", FlowRole.Download);
    private static readonly Flow Adverts = new("file", FlowRole.Publish);
    private static readonly Flow Chunks = new("file", FlowRole.Serve);

    [Test]
    public void A_slow_reader_fills_its_own_room_and_holds_up_nobody_else()
    {
        var rig = new BandwidthRig();
        rig.Join(Peer(1));
        rig.Join(Peer(2));
        for (var i = 0; i < 10; i++)
        {
            rig.Want(Chunks, Peer(1), 1, FetchPriority.Fetch, 256 << 10);
        }

        Assert.That(rig.Sent, Has.Count.EqualTo(1));
        rig.Want(Chunks, Peer(2), 1, FetchPriority.Fetch, 256 << 10);
        Assert.That(rig.Sent[1].Message.Peer, Is.EqualTo(Peer(2)));
        rig.Write(Peer(1), 1);
        Assert.That(rig.Sent, Has.Count.EqualTo(3));
    }

    [Test]
    public void On_a_lane_without_others_chunks_leave_room_for_control_and_go_behind_it()
    {
        var rig = new BandwidthRig();
        rig.Join(Peer(1), bulkLanes: 0);
        rig.Want(Chunks, Peer(1), 0, FetchPriority.FetchNow, 256 << 10);
        rig.Want(Chunks, Peer(1), 0, FetchPriority.FetchNow, 256 << 10);
        rig.Want(Adverts, Peer(1), 0, FetchPriority.Fetch, 60 << 10);
        rig.Want(Requests, Peer(1), 0, FetchPriority.Later, 1 << 10);
        Assert.That(rig.Sent.Select(sent => sent.Message.Flow.Role), Is.EqualTo(new[] { FlowRole.Serve, FlowRole.Publish, FlowRole.Download }));
        rig.Want(Adverts, Peer(1), 0, FetchPriority.Fetch, 60 << 10);
        rig.Want(Requests, Peer(1), 0, FetchPriority.Later, 30 << 10);
        Assert.That(rig.Sent, Has.Count.EqualTo(3), "the lane is full");
        rig.Write(Peer(1), 0);
        Assert.That(rig.Sent.Skip(3).Select(sent => sent.Message.Flow.Role), Is.EqualTo(new[] { FlowRole.Download, FlowRole.Publish }));
        rig.Write(Peer(1), 0);
        Assert.That(rig.Sent[^1].Message.Flow.Role, Is.EqualTo(FlowRole.Serve));
    }

    [Test]
    public void The_urgent_wait_for_no_more_than_the_chunk_on_the_way()
    {
        var rig = new BandwidthRig();
        rig.Join(Peer(1));
        for (var i = 0; i < 5; i++)
        {
            rig.Want(new Flow("ledger", FlowRole.Serve), Peer(1), 1, FetchPriority.Fetch, 256 << 10);
        }

        rig.Write(Peer(1), 1);
        rig.Want(Chunks, Peer(1), 1, FetchPriority.FetchNow, 256 << 10);
        rig.Write(Peer(1), 1);
        Assert.That(rig.Sent[^1].Message.Class, Is.EqualTo(FetchPriority.FetchNow));
    }

    [Test]
    public void What_is_more_urgent_than_all_that_is_told_of_slots_does_not_wait_for_it_but_for_its_like()
    {
        var rig = new BandwidthRig();
        rig.Join(Peer(1));
        rig.Want(Adverts, Peer(1), 0, FetchPriority.Fetch, 1 << 10);
        rig.Want(Adverts, Peer(1), 0, FetchPriority.Later, 1 << 10);
        Assert.That(Classes(rig), Is.EqualTo(new[] { FetchPriority.Fetch }), "the less urgent waits");
        rig.Want(Adverts, Peer(1), 0, FetchPriority.FetchNow, 1 << 10);
        Assert.That(Classes(rig)[1..], Is.EqualTo(new[] { FetchPriority.FetchNow, FetchPriority.Later }), "and goes along");
        rig.Want(Adverts, Peer(1), 0, FetchPriority.FetchNow, 1 << 10);
        rig.Want(Adverts, Peer(1), 0, FetchPriority.Fetch, 1 << 10);
        Assert.That(rig.Sent, Has.Count.EqualTo(3), "another urgent one waits for the first");
        rig.Write(Peer(1), 0);
        Assert.That(Classes(rig)[3..], Is.EqualTo(new[] { FetchPriority.FetchNow, FetchPriority.Fetch }));

        static List<FetchPriority> Classes(BandwidthRig rig) => rig.Sent.ConvertAll(sent => sent.Message.Class);
    }

    [Test]
    public void Adverts_go_by_class_and_each_class_keeps_its_share()
    {
        var rig = new BandwidthRig(new BandwidthOptions { SendBytesPerSecondMax = 1 << 20, BurstBytes = 64 << 10 });
        Flow[] flows = [Adverts, new("late", FlowRole.Publish), new("soon", FlowRole.Publish)];
        FetchPriority[] classes = [FetchPriority.Fetch, FetchPriority.Later, FetchPriority.FetchNow];
        rig.Join(Peer(1));
        for (var i = 0; i < 400; i++)
        {
            for (var flow = 0; flow < flows.Length; flow++)
            {
                rig.Want(flows[flow], Peer(1), 0, classes[flow], 4 << 10);
            }
        }

        while (rig.WaitingOf("soon") > 0)
        {
            rig.WriteOnce();
            rig.Advance(rig.NextWake ?? rig.Now);
        }

        var all = classes.ToDictionary(priority => priority, priority => rig.Sent.Count(sent => sent.Message.Class == priority));
        Assert.That(all[FetchPriority.FetchNow], Is.GreaterThan(all[FetchPriority.Fetch]));
        Assert.That(all[FetchPriority.Fetch], Is.GreaterThan(all[FetchPriority.Later]));
        Assert.That(all[FetchPriority.Later], Is.GreaterThan(0));
    }

    [Test]
    public void What_is_told_of_slots_goes_one_message_at_a_time_and_holds_up_nothing_else()
    {
        var rig = new BandwidthRig();
        rig.Join(Peer(1));
        rig.Want(Adverts, Peer(1), 0, FetchPriority.Fetch, 1 << 10);
        rig.Want(Adverts, Peer(1), 0, FetchPriority.Fetch, 1 << 10);
        rig.Want(Requests, Peer(1), 0, FetchPriority.Fetch, 1 << 10);
        rig.Want(Requests, Peer(1), 0, FetchPriority.Fetch, 1 << 10);
        Assert.That(rig.Sent.Select(sent => sent.Message.Flow.Role), Is.EqualTo(new[] { FlowRole.Publish, FlowRole.Download, FlowRole.Download }));
        rig.Write(Peer(1), 0);
        Assert.That(rig.Sent.Skip(3).Select(sent => sent.Message.Flow.Role), Is.EqualTo(new[] { FlowRole.Publish }));
    }

    [Test]
    public void A_large_demand_is_not_kept_out_by_small_ones_that_fit()
    {
        var rig = new BandwidthRig();
        rig.Join(Peer(1));
        rig.Want(Chunks, Peer(1), 1, FetchPriority.Fetch, 1 << 10);
        rig.Want(Chunks, Peer(1), 1, FetchPriority.FetchNow, BandwidthRig.Chunk);
        rig.Want(new Flow("small", FlowRole.Serve), Peer(1), 1, FetchPriority.Later, 100);
        Assert.That(rig.Sent, Has.Count.EqualTo(1));
        rig.Write(Peer(1), 1);
        Assert.That(rig.Sent[1].Message.Bytes, Is.EqualTo(BandwidthRig.Chunk));
    }

    [Test]
    public void Many_small_messages_go_out_under_one_grant()
    {
        var rig = new BandwidthRig();
        rig.Join(Peer(1));
        rig.Want(Chunks, Peer(1), 1, FetchPriority.Fetch, BandwidthRig.Chunk);
        for (var i = 0; i < 100; i++)
        {
            rig.Want(Chunks, Peer(1), 1, FetchPriority.Fetch, 2 << 10);
        }

        rig.Write(Peer(1), 1);
        Assert.That(rig.Sent, Has.Count.EqualTo(101));
        Assert.That(rig.Sent.Skip(1).Count(sent => !sent.Message.MoreFollow), Is.EqualTo(1));
    }

    [Test]
    public void A_grant_given_back_is_room_again_at_once()
    {
        var rig = new BandwidthRig(new BandwidthOptions { SendBytesPerSecondMax = 1 << 20, BurstBytes = 64 << 10 });
        rig.Join(Peer(1));
        rig.ReturnNextGrant = true;
        rig.Want(Chunks, Peer(1), 1, FetchPriority.Fetch, 256 << 10);
        Assert.That(rig.Sent, Has.Count.EqualTo(1), "its tokens and room came back, so the second demand was granted");
        Assert.That(rig.Waiting, Is.Zero);
    }

    [Test]
    public void A_message_of_an_older_session_is_dropped_and_its_room_is_nobodys()
    {
        var ledger = new BandwidthLedger(new BandwidthSettings(new BandwidthOptions(), new Dictionary<string, int>(), BandwidthRig.Chunk));
        ledger.Handle(new BandwidthPeer(new PeerJoined(Peer(1), 1, 1, [])), default);
        ledger.Handle(new Demand(Chunks, Peer(1), 1, 0, FetchPriority.Fetch, 1000), default);
        ledger.Handle(new BandwidthPeer(new PeerJoined(Peer(1), 2, 2, [])), default);
        var late = ledger.Handle(new OutboundMessage(Chunks, Peer(1), 1, 0, FetchPriority.Fetch, new ReadyMessage(), 1000), default);
        Assert.That((late.Send, late.Dropped is null), Is.EqualTo(((OutboundMessage?)null, false)));
        var next = ledger.Handle(new Demand(Chunks, Peer(1), 2, 0, FetchPriority.Fetch, BandwidthRig.Chunk), default);
        Assert.That(next.Grants.Single().Value, Is.EqualTo(new Grant(Peer(1), 2, 0, FetchPriority.Fetch, BandwidthRig.Chunk)));
    }
}
