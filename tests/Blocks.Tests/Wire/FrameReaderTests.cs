using System.IO.Pipelines;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire;

[TestFixture]
public sealed class FrameReaderTests
{
    private static readonly ProtobufWireCodec Codec = new(RandomMessages.Kinds);
    private static readonly FrameCaps Caps = new(4096);

    [TestCaseSource(typeof(Bodies), nameof(Bodies.Types))]
    public async Task A_frame_cut_at_any_byte_is_truncated_and_its_buffer_is_given_back(object type)
    {
        var frame = await Frame(new RandomMessages(11).Next((FrameType)type));
        Assert.That(frame, Has.Length.LessThanOrEqualTo(4096));
        for (var length = 1; length < frame.Length; length++)
        {
            var buffers = new TestBuffers();
            var read = await Reader(frame[..length], buffers).ReadAsync(default);

            Assert.That(read.Error, Is.EqualTo(WireError.Truncated), $"cut at {length}");
            Assert.That((buffers.Out, buffers.Charged), Is.EqualTo((0, 0L)), $"cut at {length}");
        }
    }

    [Test]
    public async Task All_types_come_through_a_stream_that_gives_one_byte_at_a_time([Values(1, 7, 4096)] int piece)
    {
        WireMessage[] messages = [.. Bodies.Types.Select(type => new RandomMessages(3).Next(type))];
        var stream = new RecordingStream();
        var writer = new FrameWriter(stream, Codec, Caps);
        foreach (var message in messages)
        {
            await writer.WriteAsync(message, default);
        }

        await writer.FlushAsync(default);
        var reader = Reader([.. stream.Bytes], new TestBuffers(), piece);
        foreach (var message in messages)
        {
            var read = await reader.ReadAsync(default);
            Assert.That(read.Type, Is.EqualTo(message.Type));
            using (read.Body)
            {
                Assert.That(Codec.TryRead(read.Type, read.Body!.Memory, out var decoded, out var error), Is.True, error.ToString());
                Assert.That(WireJson.Of(decoded!), Is.EqualTo(WireJson.Of(message)));
            }
        }

        Assert.That((await reader.ReadAsync(default)).IsEnd, Is.True);
        Assert.That(reader.BytesRead, Is.EqualTo(stream.Length));
    }

    [TestCase(FrameType.Hello, 16 * 1024)]
    [TestCase(FrameType.Slots, 64 * 1024)]
    [TestCase(FrameType.End, 64 * 1024)]
    [TestCase(FrameType.Chunk, 4096 + 2048)]
    public async Task A_length_over_its_cap_is_refused_before_anything_is_rented(object type, int cap)
    {
        foreach (var length in (uint[])[(uint)cap + 1, int.MaxValue, uint.MaxValue])
        {
            var buffers = new TestBuffers();
            var read = await Reader([(byte)(FrameType)type, 0, .. BigEndian(length), 1, 2, 3], buffers).ReadAsync(default);
            Assert.That((read.Error, buffers.Rents), Is.EqualTo((WireError.TooLong, 0)), length.ToString());
        }

        var whole = await Reader([(byte)(FrameType)type, 0, .. BigEndian((uint)cap), .. new byte[cap]], new TestBuffers()).ReadAsync(default);
        Assert.That((whole.Error, whole.Body?.Length), Is.EqualTo((WireError.None, (int?)cap)));
    }

    [Test]
    public async Task Unknown_types_and_flags_are_refused()
    {
        var known = Bodies.Types.Select(static t => (byte)t).ToHashSet();
        for (var type = 0; type < 256; type++)
        {
            var buffers = new TestBuffers();
            var plain = await Reader([(byte)type, 0, 0, 0, 0, 0], buffers).ReadAsync(default);
            var flagged = await Reader([(byte)type, 4, 0, 0, 0, 0], buffers).ReadAsync(default);
            var expected = known.Contains((byte)type) ? (WireError.None, WireError.Malformed) : (WireError.UnknownType, WireError.UnknownType);
            Assert.That((plain.Error, flagged.Error), Is.EqualTo(expected), $"type {type}");
        }
    }

    [TestCaseSource(typeof(Bodies), nameof(Bodies.Types))]
    public async Task Before_ready_only_the_handshake_is_read(object type)
    {
        var frame = await Frame(new RandomMessages(5).Next((FrameType)type));
        var reader = Reader(frame, new TestBuffers());
        reader.IsReady = false;

        var isHandshake = type is FrameType.Hello or FrameType.Ready or FrameType.Goodbye;
        Assert.That((await reader.ReadAsync(default)).Error, Is.EqualTo(isHandshake ? WireError.None : WireError.BeforeReady));
    }

    [Test]
    public async Task Without_room_it_waits_and_goes_on_when_there_is_some()
    {
        var buffers = new TestBuffers();
        buffers.Close();
        var reading = Reader([(byte)FrameType.Ready, 0, 0, 0, 0, 0], buffers).ReadAsync(default).AsTask();
        Assert.That(reading.IsCompleted, Is.False);

        buffers.Open();
        Assert.That((await reading).Type, Is.EqualTo(FrameType.Ready));
    }

    [Test]
    public async Task A_cancelled_read_gives_its_buffer_back()
    {
        var buffers = new TestBuffers();
        using var cancelling = new CancellationTokenSource();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[] { (byte)FrameType.Held, 0, 0, 0, 0, 9, 1 });
        var reading = new FrameReader(pipe.Reader.AsStream(), Caps, buffers, default) { IsReady = true }.ReadAsync(cancelling.Token).AsTask();
        Assert.That(buffers.Out, Is.EqualTo(1));

        await cancelling.CancelAsync();
        Assert.That(async () => await reading, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((buffers.Out, buffers.Charged), Is.EqualTo((0, 0L)));
    }

    private static async Task<byte[]> Frame(WireMessage message)
    {
        var stream = new RecordingStream();
        var writer = new FrameWriter(stream, Codec, Caps);
        await writer.WriteAsync(message, default);
        await writer.FlushAsync(default);
        return [.. stream.Bytes];
    }

    private static FrameReader Reader(byte[] bytes, TestBuffers buffers, int piece = 4096) =>
        new(new PiecesStream(bytes, piece), Caps, buffers, default) { IsReady = true };

    private static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}

file sealed class PiecesStream(byte[] bytes, int piece) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
}
