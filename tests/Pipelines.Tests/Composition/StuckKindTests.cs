using System.Buffers;
using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Pipelines.Publishing;

namespace Pipelines.Tests.Composition;

/// <summary>The trunk never waits for a branch: a kind that stands still costs those who fill their accounts by it, and no other kind.</summary>
public sealed class StuckKindTests
{
    private const int Senders = 3;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _never = new();

    [Test]
    public void A_kind_whose_first_stage_hangs_holds_its_senders_frames_on_their_accounts_and_no_other_kind()
    {
        using var nodes = new LinkedNodes(2, Compose);
        nodes.Join(0, 1);
        nodes.World.RunReady();
        foreach (var sender in Enumerable.Range(100, Senders).Select(number => new NodeId([(byte)number, .. new byte[31]])))
        {
            Flood(nodes, sender);
            Assert.That(nodes[1].Graph.Ledger.TryRent(sender, 1), Is.Null, "the sender's lanes are not read any more");
        }

        var id = nodes.World.Run(() => nodes[0].Get<IBroadcaster<Ruling>>().PublishAsync(new Ruling(1)), Soon).Id;
        nodes.World.RunUntil(() => nodes[1].Get<IPool<Ruling>>().Contains(id), Soon);
    }

    [Test]
    public void A_route_into_a_branch_holds_whatever_frames_the_node_s_account_can_by_default() =>
        Assert.That(new LedgerOptions().NodeBytes / BufferAccount.LeastCharge, Is.LessThanOrEqualTo(InboundPipeline.BranchCapacity));

    private void Compose(ITidingsBuilder node)
    {
        NodeUnderTest.Memos(node);
        NodeUnderTest.Rulings(node);
        node.ConfigureGraph(graph => graph.Replace(
            Stages.Of<Memo>("memo").Dedupe,
            context => new TransformManyBlock<DedupeInput, DedupeOutput>(
                async _ =>
                {
                    await _never.Task;
                    return Enumerable.Empty<DedupeOutput>();
                },
                context.Bounded())));
    }

    /// <summary>The smallest frames that there are, until the ledger gives no more room for one.</summary>
    private static void Flood(LinkedNodes nodes, NodeId sender)
    {
        var body = new ArrayBufferWriter<byte>();
        nodes[1].Graph.Wire.Write(new SyncedMessage("memo", []), body);
        var next = Next();
        nodes.World.RunUntil(
            () =>
            {
                while (next is { } frame && nodes[1].Graph.Receive.TryWrite(frame))
                {
                    next = Next();
                }

                return next is null;
            },
            Soon);
        nodes.World.RunReady();

        InboundFrame? Next()
        {
            if (nodes[1].Graph.Ledger.TryRent(sender, body.WrittenCount) is not { } buffer)
            {
                return null;
            }

            body.WrittenSpan.CopyTo(buffer.Memory.Span);
            return new InboundFrame(sender, 1, 0, FrameType.Synced, buffer);
        }
    }
}
