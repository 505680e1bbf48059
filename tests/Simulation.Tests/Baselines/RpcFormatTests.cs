using System.Buffers;
using System.Buffers.Binary;
using Tidings.Simulation.Baselines;

namespace Simulation.Tests.Baselines;

/// <summary>What the models write, they read; and it weighs what the real thing weighs.</summary>
public sealed class RpcFormatTests
{
    [Test]
    public void What_is_written_in_frames_is_read_again([Values(0, 1, 1024, 65_400, 65_507, 300_000)] int bytes)
    {
        var rpc = new Rpc
        {
            IsSubscription = true,
            Messages = [Message(7, bytes), Message(300, 10)],
            Have = [new MessageId(1, 2), new MessageId(3, 4)],
            Want = [new MessageId(5, 6)],
            IsGraft = true,
            PruneBackoff = TimeSpan.FromMinutes(1),
        };
        var read = Read(Frames(rpc)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.IsSubscription && read.IsGraft);
            Assert.That(read.PruneBackoff, Is.EqualTo(rpc.PruneBackoff));
            Assert.That(read.Have, Is.EqualTo(rpc.Have));
            Assert.That(read.Want, Is.EqualTo(rpc.Want));
            Assert.That(read.Messages.Select(message => message.Id), Is.EqualTo(rpc.Messages.Select(message => message.Id)));
            Assert.That(read.Messages[0].Data.Span.SequenceEqual(rpc.Messages[0].Data.Span));
        }
    }

    [Test]
    public void A_kilobyte_weighs_its_signature_its_fields_and_its_frames()
    {
        const int Fields = (2 + 38) + (3 + 1024) + (2 + 8) + (2 + 9) + (2 + 64) + (2 + 36);
        const int Rpc = 1 + 2 + Fields;
        const int Framed = 2 + 12 + (2 + Rpc) + 16;
        Assert.That(Frames(new Rpc { Messages = [Message(1, 1024)] }), Has.Length.EqualTo(Framed));
    }

    private static PublishedMessage Message(int author, int bytes) => new(new MessageId(author, (ulong)bytes), Enumerable.Range(0, bytes).Select(i => (byte)(i * 7)).ToArray());

    private static byte[] Frames(Rpc rpc)
    {
        var (content, frames) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        RpcWriter.Write(rpc, content);
        Multiplexer.Write(content.WrittenSpan, frames);
        return frames.WrittenSpan.ToArray();
    }

    private static List<Rpc> Read(byte[] frames)
    {
        List<Rpc> read = [];
        var assembler = new RpcAssembler();
        for (var at = 0; at < frames.Length;)
        {
            var size = BinaryPrimitives.ReadUInt16BigEndian(frames.AsSpan(at));
            var content = frames.AsSpan(at + 2 + Multiplexer.HeaderBytes, size - Multiplexer.HeaderBytes - Multiplexer.NoiseTagBytes);
            if (assembler.TryComplete(content, out var rpc))
            {
                read.Add(RpcReader.Read(rpc.ToArray()));
                assembler.Release();
            }

            at += 2 + size;
        }

        return read;
    }
}
