using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Wire;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Pipelines.Publishing;

namespace Pipelines.Tests.Composition;

/// <summary>The default graph as a whole: what one node publishes, the others fetch, judge, hold and say so.</summary>
public sealed class LinkedNodesTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Test]
    public void What_one_node_publishes_every_node_of_the_line_holds([Range(1, 5)] int seed)
    {
        using var nodes = new LinkedNodes(3, NodeUnderTest.Memos, seed);
        nodes.Join(0, 1);
        nodes.Join(1, 2);
        string[] texts = ["tiny", new('a', 5_000), new('b', 700_000)];
        var receipts = texts.Select(text => nodes.World.Run(() => nodes[0].Get<IBroadcaster<Memo>>().PublishAsync(new Memo(text)), Soon)).ToList();

        nodes.World.RunUntil(() => nodes[2].Get<IPool<Memo>>().Count == texts.Length, Soon);

        foreach (var (receipt, text) in receipts.Zip(texts))
        {
            using var lease = nodes[2].Get<IPool<Memo>>().Open(receipt.Id);
            Assert.That(lease?.Artifact.Text, Is.EqualTo(text));
            Assert.That(nodes.World.Run(() => receipt.HeldByAsync(1), Soon), Is.EqualTo(HeldOutcome.Held));
        }

        Assert.That(nodes.ChunkBytes, Is.LessThanOrEqualTo(2 * texts.Sum(text => text.Length)), "nothing was fetched twice");
        Assert.That(new[] { 0, 1, 2 }.SelectMany(node => nodes[node].Offences), Is.Empty);
    }

    [Test]
    public void What_a_validator_rejects_stays_with_its_maker_and_is_charged_to_it()
    {
        using var nodes = new LinkedNodes(2, node => node.AddArtifact<Memo>("memo", kind => kind.WithCodec<MemoCodec>().ValidatedBy<RejectMemos>()));
        nodes.Join(0, 1);
        nodes.World.Run(() => nodes[0].Get<IBroadcaster<Memo>>().PublishAsync(new Memo("unwanted")), Soon);
        nodes.World.RunUntil(() => nodes[1].Offences.Count > 0, Soon);
        nodes.World.RunFor(Soon);
        Assert.That(nodes[1].Offences, Is.EqualTo(new[] { Tidings.Blocks.Peers.Offence.Invalid }));
        Assert.That(nodes[1].Get<IPool<Memo>>().Count, Is.Zero);
    }

    [Test]
    public void A_validator_that_hangs_does_not_keep_requests_for_other_artifacts_from_going_out()
    {
        const int Artifacts = 300;
        using var nodes = new LinkedNodes(2, node => node.AddArtifact<Memo>("memo", kind => kind.WithCodec<MemoCodec>().ValidatedBy<Undecided>()));
        nodes.Join(0, 1);
        for (var i = 0; i < Artifacts; i++)
        {
            var memo = new Memo(new string('a', 3_000 + i));
            nodes.World.Run(() => nodes[0].Get<IBroadcaster<Memo>>().PublishAsync(memo), Soon);
        }

        nodes.World.RunUntil(() => nodes[1].Get<IPool<Memo>>().UnvalidatedCount == Artifacts, TimeSpan.FromSeconds(5));
    }

    [Test]
    public void What_is_removed_while_it_is_downloaded_is_cancelled_and_not_fetched_again()
    {
        using var nodes = new LinkedNodes(2, NodeUnderTest.Memos);
        nodes.Join(0, 1);
        var (carry, answer) = (nodes[0].Wire, nodes[1].Wire);
        var (held, cancels) = (new List<OutboundMessage>(), 0);
        nodes[0].Wire = message =>
        {
            held.AddRange(message.Message is ChunkMessage ? [message] : []);
            return message.Message is ChunkMessage || carry(message);
        };
        nodes[1].Wire = message =>
        {
            cancels += message.Message is CancelMessage ? 1 : 0;
            return answer(message);
        };
        var id = nodes.World.Run(() => nodes[0].Get<IBroadcaster<Memo>>().PublishAsync(new Memo(new string('a', 1_000_000))), Soon).Id;
        nodes.World.RunUntil(() => held.Count > 0, Soon);

        Assert.That(nodes.World.Run(() => nodes[1].Get<IPool<Memo>>().RemoveAsync([id]), Soon), Is.Zero);
        nodes.World.RunUntil(() => cancels > 0, Soon);
        nodes[0].Wire = carry;
        held.ForEach(message => carry(message));
        nodes.World.RunUntil(() => Downloads(nodes[1]) == 0, Soon);

        Assert.That(nodes[1].Get<IPool<Memo>>().Count + nodes[1].Get<IPool<Memo>>().UnvalidatedCount, Is.Zero);
        Assert.That(nodes[1].Offences, Is.Empty, "late chunks are nobody's fault");
        nodes.World.Run(() => nodes[1].Get<IPool<Memo>>().ReleaseAsync(id), Soon);
        nodes.World.RunUntil(() => nodes[1].Get<IPool<Memo>>().Contains(id), Soon);
    }

    private static long Downloads(NodeUnderTest node) => node.Graph.Ledger.Accounts.Single(account => account.Name == "downloads/memo").Bytes;

    private sealed class Undecided : IValidator<Memo>
    {
        private readonly TaskCompletionSource<Verdict> _never = new();

        public ValueTask<Verdict> ValidateAsync(Candidate<Memo> candidate, CancellationToken cancellationToken) => new(_never.Task);
    }

    private sealed class RejectMemos : IValidator<Memo>
    {
        public ValueTask<Verdict> ValidateAsync(Candidate<Memo> candidate, CancellationToken cancellationToken) => new(Verdict.Reject("unwanted"));
    }
}
