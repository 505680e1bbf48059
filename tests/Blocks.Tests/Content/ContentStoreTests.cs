using System.Buffers;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;
using static Tidings.Blocks.Tests.Content.TestContents;

namespace Tidings.Blocks.Tests.Content;

[TestFixture]
public sealed class ContentStoreTests
{
    private static readonly int[] Sizes = [0, 1, 1023, 1024, 1025, 2048, 16 << 10, (16 << 10) + 1, 33_333];

    [Test]
    public async Task A_codec_and_a_stream_make_the_same_artifact([ValueSource(nameof(Sizes))] int size, [Values] bool isLengthKnown)
    {
        var bytes = Bytes(size);
        var written = Make(bytes);
        var streamed = await Store.CreateAsync(Kind, KindOfFiles, new MemoryStream(bytes), isLengthKnown ? size : null, default);

        Assert.That((streamed.Id, streamed.Error), Is.EqualTo((written.Id, ContentError.None)));
        Assert.That(written.Content!.AsSequence().ToArray(), Is.EqualTo(bytes));
        Assert.That(streamed.Content!.AsSequence().ToArray(), Is.EqualTo(bytes));
        Assert.That(streamed.Content is SpooledContent, Is.EqualTo(size > 16 << 10));
        Assert.That(written.Content is SpooledContent, Is.EqualTo(size > 16 << 10));
        Assert.That(streamed.Content.ChunkCount, Is.EqualTo(Math.Max(1, (size + 1023) / 1024)));
        written.Content.Release();
        streamed.Content.Release();
    }

    [Test]
    public void A_codec_that_asks_for_more_than_a_chunk_gets_it()
    {
        var bytes = Bytes(10_000);
        using var writer = Store.CreateWriter(Kind, KindOfFiles);
        writer.Write(bytes.AsSpan(0, 10));
        bytes.AsSpan(10).CopyTo(writer.GetSpan(bytes.Length - 10));
        writer.Advance(bytes.Length - 10);

        Assert.That(writer.Complete().Id, Is.EqualTo(Make(bytes).Id));
    }

    [Test]
    public async Task Larger_than_the_kind_allows_is_said_so_and_not_read_to_its_end()
    {
        var endless = new EndlessStream();
        var streamed = await Store.CreateAsync(Kind, KindOfFiles, endless, null, default);
        Assert.That((streamed.Content, streamed.Error), Is.EqualTo(((ArtifactContent?)null, ContentError.TooLarge)));
        Assert.That(endless.Given, Is.LessThanOrEqualTo(KindOfFiles.MaxBytes + (2 * ChunkSize)));

        Assert.That(Make(Bytes((1 << 20) + 1)).Error, Is.EqualTo(ContentError.TooLarge));
        Assert.That(Make(Bytes(1 << 20)).Error, Is.EqualTo(ContentError.None));
        Assert.That(Store.TryBegin(Kind, KindOfFiles, new Advert(default, (1 << 20) + 1, 0, default), out _, out var error), Is.False);
        Assert.That(error, Is.EqualTo(ContentError.TooLarge));
    }

    [Test]
    public async Task A_source_that_is_not_as_long_as_was_said_is_refused([Values(4999, 5001, 0, 4096)] int said)
    {
        var result = await Store.CreateAsync(Kind, KindOfFiles, new MemoryStream(Bytes(5000)), said, default);
        Assert.That((result.Content, result.Error), Is.EqualTo(((ArtifactContent?)null, ContentError.LengthDiffers)));
    }

    [Test]
    public async Task A_disk_without_room_is_a_value()
    {
        var limits = new KindLimits { ChunkSize = 4 << 20, MaxBytes = 1L << 40, DownloadBytes = 4096 };
        Assert.That(Store.TryBegin(Kind, limits, new Advert(default, 1L << 40, 0, default), out _, out var error), Is.False);
        Assert.That(error, Is.EqualTo(ContentError.Storage));

        var notADirectory = Path.GetTempFileName();
        try
        {
            var store = new ContentStore(new ContentOptions { SpoolDirectory = notADirectory }, new ChunkBuffers(null));
            var result = await store.CreateAsync(Kind, KindOfFiles, new MemoryStream(Bytes(40_000)), null, default);
            Assert.That((result.Content, result.Error), Is.EqualTo(((ArtifactContent?)null, ContentError.Storage)));
        }
        finally
        {
            File.Delete(notADirectory);
        }
    }

    [Test]
    public async Task The_buffers_of_what_is_made_here_are_used_again_when_it_is_gone([Values] bool fromStream)
    {
        var limits = new KindLimits { ChunkSize = 128 << 10 };
        var pool = new BufferPool([(128 << 10) + ByteLedger.ChunkFrameOverhead], kept: 8);
        var store = new ContentStore(new ContentOptions(), new ChunkBuffers(pool));
        var bytes = Bytes(300 << 10);
        var content = fromStream ? (await store.CreateAsync(Kind, limits, new MemoryStream(bytes), null, default)).Content! : Written(store, limits, bytes);

        Assert.That(content.AsSequence().ToArray(), Is.EqualTo(bytes));
        var array = ArrayOf(content.Chunk(1));
        content.Release();
        var again = Enumerable.Range(0, 3).Select(_ => pool.Rent(pool.SizeFor(128 << 10))).ToArray();
        Assert.That(again.Any(other => ReferenceEquals(other, array)), Is.True);
    }

    [Test]
    public async Task However_a_codec_writes_its_pieces_the_artifact_is_the_same([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var limits = new KindLimits { ChunkSize = 32 << 10 };
        var store = new ContentStore(new ContentOptions(), new ChunkBuffers(new BufferPool([(32 << 10) + ByteLedger.ChunkFrameOverhead], kept: 8)));
        var bytes = Bytes(random.Next(200 << 10));
        using var writer = store.CreateWriter(Kind, limits);
        for (var at = 0; at < bytes.Length;)
        {
            var piece = writer.GetMemory(random.Next(random.Next(4) == 0 ? 80 << 10 : 1 << 10));
            var length = Math.Min(random.Next(piece.Length + 1), bytes.Length - at);
            bytes.AsMemory(at, length).CopyTo(piece);
            writer.Advance(length);
            at += length;
        }

        var written = writer.Complete();
        var streamed = await store.CreateAsync(Kind, limits, new MemoryStream(bytes), null, default);
        Assert.That(written.Id, Is.EqualTo(streamed.Id));
        Assert.That(written.Content!.AsSequence().ToArray(), Is.EqualTo(bytes));
        written.Content.Release();
        streamed.Content!.Release();
    }

    private static ArtifactContent Written(ContentStore store, KindLimits limits, byte[] bytes)
    {
        using var writer = store.CreateWriter(Kind, limits);
        writer.Write(bytes);
        return writer.Complete().Content!;
    }

    private static byte[] ArrayOf(ReadOnlyMemory<byte> memory) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out var segment) ? segment.Array! : [];

    [Test]
    public void A_spool_file_has_no_name_while_it_is_used()
    {
        var directory = Directory.CreateTempSubdirectory("tidings-test-").FullName;
        try
        {
            var store = new ContentStore(new ContentOptions { SpoolDirectory = directory }, new ChunkBuffers(null));
            using var writer = store.CreateWriter(Kind, KindOfFiles);
            writer.Write(Bytes(40_000));
            var content = writer.Complete().Content!;

            Assert.That(Directory.GetFiles(directory), Is.Empty);
            Assert.That(content.Chunk(3).ToArray(), Is.EqualTo(Bytes(40_000)[3072..4096]));
            var chunk = content.Chunk(3);
            content.Release();
            Assert.That(() => chunk.Span.Length, Throws.InstanceOf<ObjectDisposedException>());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
