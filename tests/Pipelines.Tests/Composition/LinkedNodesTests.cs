using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Publish;
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

    private sealed class RejectMemos : IValidator<Memo>
    {
        public ValueTask<Verdict> ValidateAsync(Candidate<Memo> candidate, CancellationToken cancellationToken) => new(Verdict.Reject("unwanted"));
    }
}
