using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Tests.Serve;
using Tidings.Blocks.Wire;
using Tidings.Contract;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Bandwidth;

public sealed class BandwidthBlockTests
{
    private static readonly Flow Flow = new("file", FlowRole.Serve);

    [Test]
    public void Two_MiB_a_second_per_peer_move_20_MiB_in_ten_seconds_of_virtual_time_within_a_tenth()
    {
        const int bytes = 256 << 10;
        var world = new VirtualWorld();
        var sent = new List<(TimeSpan At, OutboundMessage Message)>();
        IPropagatorBlock<BandwidthInput, OutboundMessage>? block = null;
        void Post(BandwidthInput input) => Assert.That(block!.Post(input), Is.True);
        var granted = new ActingSignal<Grants>(grants =>
        {
            foreach (var grant in grants.Items)
            {
                Post(new OutboundMessage(Flow, grant.Peer, grant.Session, grant.Lane, grant.Class, new ReadyMessage(), grant.Bytes));
                Post(new Demand(Flow, grant.Peer, grant.Session, grant.Lane, grant.Class, bytes));
            }
        });
        var settings = new BandwidthSettings(new BandwidthOptions { SendBytesPerSecondPerPeerMax = 2 << 20 }, new Dictionary<string, int>(), BandwidthRig.Chunk);
        block = BandwidthBlock.Create(
            settings, new Dictionary<Flow, Signal<Grants>> { [Flow] = granted }, new ActingSignal<BandwidthWake>(Post), AloneContext.Create("bandwidth", world));
        block.LinkTo(new ActionBlock<OutboundMessage>(
            message =>
            {
                sent.Add((world.Now, message));
                Post(new RoomFreed([new LaneRoom(message.Peer, message.Session, message.Lane, message.Bytes)]));
            },
            new ExecutionDataflowBlockOptions { TaskScheduler = world.Scheduler }));

        for (var peer = 1; peer <= 2; peer++)
        {
            Post(new BandwidthPeer(new PeerJoined(Peer(peer), peer, 1, [])));
            Post(new BandwidthPeer(new LaneChanged(Peer(peer), peer, 1, true)));
            Post(new Demand(Flow, Peer(peer), peer, 1, FetchPriority.Fetch, bytes));
        }

        world.RunFor(TimeSpan.FromSeconds(10));
        for (var peer = 1; peer <= 2; peer++)
        {
            var moved = sent.Where(item => item.Message.Peer == Peer(peer)).Sum(item => (long)item.Message.Bytes);
            Assert.That(moved, Is.EqualTo(20 << 20).Within(10).Percent);
        }
    }

    [Test]
    public void A_chunk_that_comes_after_its_session_gives_its_lease_back()
    {
        var content = new TestContent(10, 10);
        var stage = Stage();
        stage.Post(new OutboundMessage(Flow, Peer(1), 1, 1, FetchPriority.Fetch, new ChunkMessage("file", 1, 0, [], content.Chunk(0), content), 100));
        Assert.That(content.IsFreed, Is.True);
        Assert.That(stage.Output, Is.Empty);
    }

    [Test]
    public void A_demand_of_a_flow_without_a_signal_is_refused_and_disturbs_nobody()
    {
        var stage = Stage();
        stage.Post(new BandwidthPeer(new PeerJoined(Peer(1), 1, 1, [])));
        stage.Post(new Demand(new Flow("unknown", FlowRole.Serve), Peer(1), 1, 0, FetchPriority.Fetch, BandwidthRig.Chunk));
        stage.Post(new Demand(Flow, Peer(1), 1, 0, FetchPriority.Fetch, 1000));
        Assert.That(stage.Signals.Raised(BandwidthBlockContract.Granted).Single().Items.Single().Bytes, Is.EqualTo(1000));
    }

    private static StageAlone<BandwidthInput, OutboundMessage> Stage() => StageAlone.Of<BandwidthInput, OutboundMessage>(BandwidthBlockContract.Make);
}
