using System.Buffers;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using static Tidings.Blocks.Tests.Content.TestContents;

namespace Tidings.Blocks.Tests.Content;

[TestFixture]
public sealed class ContentBuilderTests
{
    [Test]
    public void Chunks_in_any_order_make_the_artifact([Values(0, 1, 1023, 1024, 1025, 5000, 16 << 10, (16 << 10) + 1, 40_000)] int size)
    {
        var bytes = Bytes(size);
        var source = Make(bytes);
        var buffers = new TestBuffers();
        var builder = Begin(source);
        var order = Enumerable.Range(0, builder.ChunkCount).ToArray();
        new Random(size).Shuffle(order);
        foreach (var index in order)
        {
            Assert.That(builder.IsComplete, Is.False);
            Assert.That(builder.Missing(), Does.Contain(index));
            Assert.That(Add(builder, source, index, buffers), Is.EqualTo(ChunkVerdict.Added));
            Assert.That(builder.Has(index), Is.True);
        }

        Assert.That(builder.TryComplete(out var content), Is.True);
        Assert.That(content!.AsSequence().ToArray(), Is.EqualTo(bytes));
        Assert.That(content, size > 16 << 10 ? Is.InstanceOf<SpooledContent>() : size > TestContents.ChunkSize ? Is.InstanceOf<MemoryContent>() : Is.InstanceOf<OneChunkContent>());
        for (var index = 0; index < content.ChunkCount; index++)
        {
            Assert.That(content.Proof(index), Is.EqualTo(source.Content!.Proof(index)));
        }

        content.Release();
        source.Content!.Release();
        Assert.That((buffers.Out, buffers.Charged), Is.EqualTo((0, 0L)));
    }

    [Test]
    public void What_is_not_the_chunk_is_refused_by_its_reason_and_the_right_one_taken_after_it([Values(5000, 40_000)] int size)
    {
        var source = Make(Bytes(size));
        var buffers = new TestBuffers();
        using var builder = Begin(source);
        var chunk = source.Content!.Chunk(1).ToArray();
        var proof = source.Content.Proof(1);

        Assert.That(builder.Add((uint)builder.ChunkCount, default, [], buffers.Of([])), Is.EqualTo(ChunkVerdict.WrongIndex));
        Assert.That(builder.Add(uint.MaxValue, default, [], buffers.Of([])), Is.EqualTo(ChunkVerdict.WrongIndex));
        Assert.That(Add(builder, 1, [.. chunk, 0], proof, buffers), Is.EqualTo(ChunkVerdict.WrongLength));
        Assert.That(Add(builder, 1, chunk[1..], proof, buffers), Is.EqualTo(ChunkVerdict.WrongLength));
        Assert.That(Add(builder, 1, chunk, [.. proof, default(Hash256)], buffers), Is.EqualTo(ChunkVerdict.WrongProof));
        Assert.That(Add(builder, 2, chunk, source.Content.Proof(2), buffers), Is.EqualTo(ChunkVerdict.WrongHash));
        chunk[500] ^= 1;
        Assert.That(Add(builder, 1, chunk, proof, buffers), Is.EqualTo(ChunkVerdict.WrongHash));
        Assert.That(builder.MissingCount, Is.EqualTo(builder.ChunkCount));

        Assert.That(Add(builder, source, 1, buffers), Is.EqualTo(ChunkVerdict.Added));
        Assert.That(Add(builder, source, 1, buffers), Is.EqualTo(ChunkVerdict.Known));
        Assert.That(Add(builder, 0, chunk, source.Content.Proof(0), buffers), Is.EqualTo(ChunkVerdict.WrongHash), "also when the root is known");
        Assert.That((builder.MissingCount, buffers.Out), Is.EqualTo((builder.ChunkCount - 1, 0)));
    }

    [Test]
    public void A_claim_of_another_size_finds_no_chunk_that_fits()
    {
        var source = Make(Bytes(1024));
        Store.TryBegin(Kind, KindOfFiles, new Advert(source.Id, 1025, 0, default), out var builder, out _);
        var forged = Make(Bytes(1025)).Content!;

        Assert.That(Add(builder!, 0, source.Content!.Chunk(0).ToArray(), forged.Proof(0), new TestBuffers()), Is.EqualTo(ChunkVerdict.WrongHash));
    }

    [Test]
    public void A_large_full_chunk_is_kept_in_its_frame_and_no_longer_charged()
    {
        var limits = new KindLimits { ChunkSize = 128 << 10 };
        var source = Make(Bytes((128 << 10) + 1000), limits);
        var buffers = new TestBuffers();
        var builder = Begin(source, limits);
        Add(builder, source, 0, buffers);
        Assert.That((buffers.Out, buffers.Charged), Is.EqualTo((1, 0L)), "adopted");
        Add(builder, source, 1, buffers);
        Assert.That((buffers.Out, buffers.Charged), Is.EqualTo((1, 0L)), "the short last chunk is copied");

        Assert.That(builder.TryComplete(out var content), Is.True);
        builder.Dispose();
        Assert.That(buffers.Out, Is.EqualTo(1));
        content!.Release();
        Assert.That(buffers.Out, Is.Zero);
    }

    [Test]
    public void Giving_up_gives_adopted_frames_back()
    {
        var limits = new KindLimits { ChunkSize = 128 << 10 };
        var source = Make(Bytes(300 << 10), limits);
        var buffers = new TestBuffers();
        var builder = Begin(source, limits);
        Add(builder, source, 0, buffers);
        builder.Dispose();
        builder.Dispose();

        Assert.That((buffers.Out, buffers.Charged), Is.EqualTo((0, 0L)));
        Assert.That(() => Add(builder, source, 1, buffers), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void Taking_an_unfinished_artifact_is_misuse()
    {
        using var builder = Begin(Make(Bytes(5000)));
        Assert.That(() => builder.TryComplete(out _), Throws.InvalidOperationException);
    }

    private static ChunkVerdict Add(ContentBuilder builder, ContentResult source, int index, TestBuffers buffers) =>
        Add(builder, (uint)index, source.Content!.Chunk(index).ToArray(), source.Content.Proof(index), buffers);

    private static ChunkVerdict Add(ContentBuilder builder, uint index, byte[] chunk, IReadOnlyList<Hash256> proof, TestBuffers buffers)
    {
        var frame = buffers.Of([7, 7, 7, .. chunk]);
        return builder.Add(index, frame.Memory[3..], proof, frame);
    }
}
