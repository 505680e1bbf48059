using System.Buffers;
using System.Text;
using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Pipelines.Publishing;

namespace Pipelines.Tests.Composition;

public sealed class NodeGraphTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    [Test]
    public void What_is_published_is_held_read_and_reported()
    {
        using var node = new NodeUnderTest(NodeUnderTest.Memos);
        node.Graph.Start();
        var receipt = node.World.Run(() => node.Get<IBroadcaster<Memo>>().PublishAsync(new Memo("hello")), Soon);
        var pool = node.Get<IPool<Memo>>();
        Assert.That(pool.Ids(), Is.EqualTo(new[] { receipt.Id }));
        using var lease = pool.Open(receipt.Id)!;
        Assert.That((lease.Artifact, lease.Advert.Rank, lease.Advert.Size), Is.EqualTo((new Memo("hello"), 5L, 5L)));
        var again = node.World.Run(() => node.Get<IBroadcaster<Memo>>().PublishAsync(new Memo("hello")), Soon);
        Assert.That(again.Id, Is.EqualTo(receipt.Id));
        Assert.That(pool.Count, Is.EqualTo(1));
    }

    [Test]
    public void Encoded_bytes_have_the_same_identity_and_a_wrong_length_leaves_nothing()
    {
        using var node = new NodeUnderTest(NodeUnderTest.Memos);
        node.Graph.Start();
        var broadcaster = node.Get<IBroadcaster<Memo>>();
        var id = node.World.Run(() => broadcaster.PublishAsync(new Memo("same")), Soon).Id;
        Assert.That(node.World.Run(() => broadcaster.PublishEncodedAsync(Bytes("same"), 4), Soon).Id, Is.EqualTo(id));
        Assert.That(node.World.Run(() => broadcaster.PublishEncodedAsync(Bytes("same"), null), Soon).Id, Is.EqualTo(id));
        Assert.That(Refused(node, () => broadcaster.PublishEncodedAsync(Bytes("other"), 4)), Is.EqualTo(PublishFailure.LengthDiffers));
        Assert.That(Charged(node), Is.EqualTo(4));
    }

    [Test]
    public void A_publication_that_cannot_be_says_why_and_gives_everything_back()
    {
        using var node = new NodeUnderTest(
            NodeUnderTest.Memos, new() { ["Kinds:memo:Slots"] = "2", ["Kinds:memo:MaxBytes"] = "10" });
        node.Graph.Start();
        var broadcaster = node.Get<IBroadcaster<Memo>>();
        Assert.That(Refused(node, () => broadcaster.PublishAsync(new Memo("eleven char"))), Is.EqualTo(PublishFailure.TooLarge));
        Assert.That(Refused(node, () => broadcaster.PublishAsync(new Memo("!no"))), Is.EqualTo(PublishFailure.Undecodable));
        node.World.Run(() => broadcaster.PublishAsync(new Memo("a")), Soon);
        node.World.Run(() => broadcaster.PublishAsync(new Memo("b")), Soon);
        Assert.That(Refused(node, () => broadcaster.PublishAsync(new Memo("c"))), Is.EqualTo(PublishFailure.PoolFull));
        Assert.That(node.Get<IPool<Memo>>().Count, Is.EqualTo(2));
        Assert.That(Charged(node), Is.EqualTo(2));
    }

    [Test]
    public void Removed_and_purged_artifacts_make_room_and_are_counted()
    {
        using var node = new NodeUnderTest(NodeUnderTest.Memos, new() { ["Kinds:memo:Slots"] = "3" });
        node.Graph.Start();
        var broadcaster = node.Get<IBroadcaster<Memo>>();
        var pool = node.Get<IPool<Memo>>();
        var ids = new[] { "a", "bb", "ccc" }.Select(text => node.World.Run(() => broadcaster.PublishAsync(new Memo(text)), Soon).Id).ToArray();
        Assert.That(node.World.Run(() => pool.PurgeBelowAsync(2), Soon), Is.EqualTo(1));
        Assert.That(node.World.Run(() => pool.RemoveAsync([ids[0], ids[2]]), Soon), Is.EqualTo(1));
        Assert.That(pool.Ids(), Is.EqualTo(new[] { ids[1] }));
        Assert.That(node.World.Run(() => broadcaster.PublishAsync(new Memo("a")), Soon).Id, Is.EqualTo(ids[0]));
    }

    [Test]
    public void A_publication_waits_for_the_start_and_one_after_the_stop_is_refused()
    {
        using var node = new NodeUnderTest(NodeUnderTest.Memos);
        var early = node.World.Start(() => node.Get<IBroadcaster<Memo>>().PublishAsync(new Memo("early")));
        node.World.RunReady();
        Assert.That(early.IsCompleted, Is.False);
        var graph = node.Graph.Start();
        node.World.RunUntil(() => early.IsCompleted, Soon);
        Assert.That(node.Get<IPool<Memo>>().Count, Is.EqualTo(1));
        var report = node.World.Run(() => graph.StopAsync(TimeSpan.FromSeconds(5)));
        Assert.That(report.IsComplete);
        Assert.That(Refused(node, () => node.Get<IBroadcaster<Memo>>().PublishAsync(new Memo("late"))), Is.EqualTo(PublishFailure.Stopping));
        Assert.That(async () => await node.Get<IPool<Memo>>().PurgeBelowAsync(1), Throws.InvalidOperationException);
    }

    [Test]
    public void A_pool_that_throws_stops_its_branch_and_the_publisher_hears_of_it()
    {
        using var node = new NodeUnderTest(builder =>
        {
            builder.AddArtifact<Memo>("memo", kind => kind.WithCodec<MemoCodec>().ValidatedBy<AcceptMemos>().StoredIn<BrokenPool>());
            NodeUnderTest.Rulings(builder);
        });
        var graph = node.Graph.Start();
        Assert.That(Refused(node, () => node.Get<IBroadcaster<Memo>>().PublishAsync(new Memo("x"))), Is.EqualTo(PublishFailure.Stopping));
        node.World.RunReady();
        Assert.That(graph.Faults.Select(fault => fault.Stage), Does.Contain("memo/move"));
        Assert.That(node.World.Run(() => node.Get<IBroadcaster<Ruling>>().PublishAsync(new Ruling(1)), Soon).Id, Is.Not.EqualTo(default(ArtifactId)));
    }

    [Test]
    public void What_peers_send_to_a_stage_that_has_stopped_is_given_back()
    {
        using var node = new NodeUnderTest(builder =>
        {
            NodeUnderTest.Memos(builder);
            builder.ConfigureGraph(graph => graph.Replace(Stages.Of<Memo>("memo").Serve, context =>
            {
                var broken = new TransformManyBlock<ServeInput, BandwidthInput>(_ => Array.Empty<BandwidthInput>(), context.Bounded());
                ((IDataflowBlock)broken).Fault(new InvalidOperationException("broken"));
                return broken;
            }));
        });
        node.Graph.Start();
        node.World.RunReady();
        var peer = new NodeId([9, .. new byte[31]]);
        var body = new ArrayBufferWriter<byte>();
        node.Graph.Wire.Write(new CancelMessage("memo", [1]), body);
        for (var i = 0; i < 3; i++)
        {
            var buffer = node.Graph.Ledger.TryRent(peer, body.WrittenCount)!;
            body.WrittenSpan.CopyTo(buffer.Memory.Span);
            Assert.That(node.Graph.Receive.TryWrite(new InboundFrame(peer, 1, 0, FrameType.Cancel, buffer)));
            node.World.RunReady();
        }

        Assert.That(node.Offences, Is.Empty);
        Assert.That(node.Graph.Ledger.Snapshot().Peers.Sum(account => account.Bytes), Is.Zero);
    }

    [Test]
    public void What_a_composer_puts_before_a_stage_sees_what_flows_there()
    {
        var seen = 0;
        using var node = new NodeUnderTest(builder =>
        {
            NodeUnderTest.Memos(builder);
            builder.ConfigureGraph(graph => graph.Before(Stages.Of<Memo>("memo").Publish).Insert("tap", context => new TransformBlock<PublishInput, PublishInput>(
                input =>
                {
                    seen++;
                    return input;
                },
                context.Bounded())));
        });
        node.Graph.Start();
        node.World.Run(() => node.Get<IBroadcaster<Memo>>().PublishAsync(new Memo("seen")), Soon);
        node.World.RunReady();
        Assert.That(seen, Is.EqualTo(1));
    }

    [Test]
    public void A_graph_starts_once()
    {
        using var node = new NodeUnderTest(NodeUnderTest.Memos);
        Assert.That(() => node.Graph.Receive, Throws.InvalidOperationException);
        node.Graph.Start();
        Assert.That(node.Graph.Start, Throws.InvalidOperationException);
        Assert.That(node.Graph.Receive, Is.Not.Null);
    }

    private static PublishFailure Refused(NodeUnderTest node, Func<Task> publish) =>
        Assert.Throws<PublishException>(() => node.World.Run(publish, Soon))!.Failure;

    private static long Charged(NodeUnderTest node) =>
        node.Graph.Ledger.Accounts.Single(account => account.Name == "pool/memo").Bytes;

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed class BrokenPool : ArtifactPool<Memo>
    {
        protected override void OnValidated(Advert advert, Memo artifact) => throw new OperationCanceledException("broken");
    }
}
