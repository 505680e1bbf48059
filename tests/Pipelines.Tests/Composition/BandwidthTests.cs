using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Pipelines.Publishing;

namespace Pipelines.Tests.Composition;

/// <summary>The rate of a peer and the shares of kinds, through whole graphs: requests, proofs, framing and all.</summary>
public sealed class BandwidthTests
{
    private const int Chunk = 256 << 10;
    private const int Letters = 24;
    private const int LetterBytes = 1_000_000;

    private static readonly Dictionary<string, string?> TwoMebibytes = new() { ["Bandwidth:SendBytesPerSecondPerPeerMax"] = "2097152" };

    [Test]
    public void Two_MiB_a_second_to_a_peer_move_20_MiB_in_ten_seconds_within_a_tenth()
    {
        using var nodes = new LinkedNodes(2, NodeUnderTest.Memos, configuration: TwoMebibytes);
        Publish(nodes, number => new Memo(Text(number)), Letters);
        nodes.Join(0, 1);

        nodes.World.RunFor(TimeSpan.FromSeconds(10));

        Assert.That(nodes.ChunkBytes, Is.EqualTo(20 << 20).Within(10).Percent);
    }

    [Test]
    public void Two_backlogged_kinds_of_equal_weight_differ_by_at_most_a_quantum_and_two_chunks([Range(1, 3)] int seed)
    {
        using var nodes = new LinkedNodes(2, TwoKinds, seed, TwoMebibytes);
        Publish(nodes, number => new Memo(Text(number)), Letters / 2);
        Publish(nodes, number => new Letter(Text(number)), Letters / 2);
        var sent = new Dictionary<string, long> { ["memo"] = 0, ["letter"] = 0 };
        var leads = new List<long>();
        nodes.ChunkCarried += (kind, bytes) =>
        {
            sent[kind] += bytes;
            if (sent.Values.All(IsBacklogged))
            {
                leads.Add(sent["memo"] - sent["letter"]);
            }
        };
        nodes.Join(0, 1);

        nodes.World.RunFor(TimeSpan.FromSeconds(10));

        Assert.That(leads, Has.Count.GreaterThan(40), "both kinds were sent for most of the time");
        Assert.That(leads.Max() - leads.Min(), Is.LessThanOrEqualTo(Chunk + (2 * Chunk)));
    }

    // From its first chunk on, and as long as more is asked for than two turns take.
    private static bool IsBacklogged(long sent) => sent is > 0 and < (Letters / 2 * LetterBytes) - (4 * Chunk);

    private static void TwoKinds(ITidingsBuilder node)
    {
        NodeUnderTest.Memos(node);
        node.AddArtifact<Letter>("letter", kind => kind.WithCodec<LetterCodec>().ValidatedBy<AcceptLetters>());
    }

    private static string Text(int number) => new((char)('a' + number), LetterBytes);

    private static void Publish<T>(LinkedNodes nodes, Func<int, T> make, int count)
        where T : IArtifact<T>
    {
        for (var i = 0; i < count; i++)
        {
            nodes.World.Run(() => nodes[0].Get<IBroadcaster<T>>().PublishAsync(make(i)));
        }
    }

    private sealed record Letter(string Text) : IArtifact<Letter>;

    private sealed class LetterCodec : IArtifactCodec<Letter>
    {
        public void Encode(Letter artifact, IBufferWriter<byte> output) => output.Write(Encoding.UTF8.GetBytes(artifact.Text));

        public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Letter? artifact)
        {
            artifact = new Letter(Encoding.UTF8.GetString(input));
            return true;
        }
    }

    private sealed class AcceptLetters : IValidator<Letter>
    {
        public ValueTask<Verdict> ValidateAsync(Candidate<Letter> candidate, CancellationToken cancellationToken) => new(Verdict.Accept);
    }
}
