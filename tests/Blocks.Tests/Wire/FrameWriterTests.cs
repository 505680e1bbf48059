using System.Runtime.InteropServices;
using Tidings.Blocks.Content;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire;

[TestFixture]
public sealed class FrameWriterTests
{
    private const int Record = FrameWriter.RecordBytes;
    private static readonly ProtobufWireCodec Codec = new(RandomMessages.Kinds);
    private static readonly FrameCaps Caps = new(256 << 10);

    [Test]
    public async Task Small_frames_wait_for_a_full_record()
    {
        var stream = new RecordingStream();
        var writer = new FrameWriter(stream, Codec, Caps);
        for (var i = 0; i < 2000; i++)
        {
            await writer.WriteAsync(new HeldDigestMessage("file", (ulong)i, 1), default);
        }

        await writer.FlushAsync(default);
        Assert.That(stream.Writes, Has.Count.GreaterThan(1));
        Assert.That(stream.Writes.SkipLast(1).Select(static w => w.Length), Is.All.EqualTo(Record));
        Assert.That((writer.BytesWritten, writer.BytesBatched), Is.EqualTo((stream.Length, 0)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(Record - 100)]
    [TestCase(Record)]
    [TestCase((256 << 10) - 1)]
    [TestCase(256 << 10)]
    public async Task A_chunk_goes_out_in_whole_records_from_where_it_lies(int length)
    {
        var data = new RandomMessages(1).Bytes(length);
        var stream = new RecordingStream();
        var writer = new FrameWriter(stream, Codec, Caps);
        await writer.WriteAsync(new HeldDigestMessage("file", 1, 1), default);
        await writer.WriteAsync(new ChunkMessage("file", 5, 0, [], data), default);
        await writer.FlushAsync(default);

        Assert.That(stream.Writes.SkipLast(1).Select(static w => w.Length % Record), Is.All.Zero);
        Assert.That(stream.Bytes.TakeLast(length), Is.EqualTo(data));
        var inPlace = stream.Writes.Where(w => MemoryMarshal.TryGetArray(w, out var segment) && ReferenceEquals(segment.Array, data)).Sum(static w => w.Length);
        Assert.That(length - inPlace, Is.LessThan(2 * Record), "only the ends are copied");
    }

    [Test]
    public void A_body_over_its_cap_is_refused_and_leaves_nothing_behind()
    {
        var stream = new RecordingStream();
        var writer = new FrameWriter(stream, Codec, Caps);
        var pages = Enumerable.Range(0, 5000).Select(static i => new PageDigest((uint)i, ulong.MaxValue)).ToArray();

        Assert.That(async () => await writer.WriteAsync(new DigestsMessage("file", pages), default), Throws.InvalidOperationException);
        Assert.That(async () => await writer.WriteAsync(new ChunkMessage("file", 1, 0, [], new byte[Caps.ChunkSize + 4096]), default), Throws.InvalidOperationException);
        Assert.That((writer.BytesBatched, stream.Length), Is.EqualTo((0, 0L)));
    }

    [Test]
    public async Task The_lease_of_a_chunk_is_released_when_it_is_written_and_when_that_fails()
    {
        var writer = new FrameWriter(new RecordingStream(), Codec, Caps);
        var content = Empty();
        await writer.WriteAsync(new ChunkMessage("file", 1, 0, [], new byte[10], content), default);
        Assert.That(content.TryAddReference(), Is.False);

        var other = Empty();
        Assert.That(async () => await writer.WriteAsync(new ChunkMessage("file", 1, 0, [], new byte[1 << 20], other), default), Throws.InvalidOperationException);
        Assert.That(other.TryAddReference(), Is.False);
    }

    private static MemoryContent Empty() => new(0, 1024, new MerkleTree([default(Hash256)]), [ReadOnlyMemory<byte>.Empty], []);
}
