using System.Buffers;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire.Reference;

/// <summary>
/// A second codec, written from docs/wire alone and in the plainest way: fields in a list, no generated code, nothing shared with the product's
/// codec. It shows that another serializer can take the seam. It reads what is right; finding out what is wrong is the product's part.
/// </summary>
internal sealed class ReferenceCodec : IWireCodec
{
    public void Write(WireMessage message, IBufferWriter<byte> output)
    {
        var fields = ReferenceWriter.Fields(message);
        if (message is ChunkMessage { Data.Length: > 0 } chunk)
        {
            fields.Prefix(5, chunk.Data.Length);
        }

        output.Write(fields.ToArray());
    }

    public int Measure(WireMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(message, output);
        return output.WrittenCount + ((message as ChunkMessage)?.Data.Length ?? 0);
    }

    public bool TryRead(FrameType type, ReadOnlyMemory<byte> body, out WireMessage? message, out WireError error)
    {
        var f = new FieldList(body);
        message = type switch
        {
            FrameType.Hello => new HelloMessage(
                (uint)f.Number(1), f.Text(2), f.Number(3), (int)f.Number(4), f.Number(5), f.Number(6), f.Number(7), f.Hash(8), f.Messages(9, Kind)),
            FrameType.Ready => new ReadyMessage(),
            FrameType.Goodbye => new GoodbyeMessage((uint)f.Number(1), f.Text(2)),
            FrameType.Heartbeat => new HeartbeatMessage(f.Number(1), f.Number(2), f.Number(3), f.Hash(4)),
            FrameType.Slots => new SlotsMessage(f.Text(1), f.Messages(2, Update)) { Shorts = f.Has(3) ? f.Messages(3, Shorts)[0] : [] },
            FrameType.Synced => new SyncedMessage(f.Text(1), [.. f.Packed(2).Select(static n => (uint)n)]),
            FrameType.Digests => new DigestsMessage(f.Text(1), f.Messages(2, static p => new PageDigest((uint)p.Number(1), p.Number(2)))),
            FrameType.Held => new HeldMessage(f.Text(1), f.Messages(2, static r => new CommitRange(r.Number(1), r.Number(2)))) { Shorts = f.PackedFixed(3) },
            FrameType.HeldDigest => new HeldDigestMessage(f.Text(1), f.Number(2), f.Number(3), f.Number(4)),
            FrameType.Mismatch => new MismatchMessage(f.Text(1), [.. f.Packed(2).Select(static n => (uint)n)], f.Number(3) == 1)
            {
                Commits = f.Packed(4),
                ShortMarks = f.Number(5) == 1,
                Shorts = f.PackedFixed(6),
            },
            FrameType.Requests => new RequestsMessage(f.Text(1), f.Messages(2, Request)),
            FrameType.Cancel => new CancelMessage(f.Text(1), f.Packed(2)),
            FrameType.End => new EndMessage(f.Text(1), f.Messages(2, static e => new RequestEnd(e.Number(1), (EndReason)e.Number(2), (uint)e.Number(3)))),
            FrameType.Chunk => new ChunkMessage(f.Text(1), f.Number(2), (uint)f.Number(3), f.Hashes(4), f.Bytes(5)),
            _ => null,
        };
        error = message is null ? WireError.UnknownType : WireError.None;
        return message is not null;
    }

    private static PeerKind Kind(FieldList f) => new(
        f.Text(1),
        (int)f.Number(2),
        (int)f.Number(3),
        (long)f.Number(4),
        f.Has(5) ? f.Messages(5, static k => new KeptTable(k.Number(1), k.PackedFixed(2)))[0] : null);

    private static SlotUpdate Update(FieldList f) => new(
        (uint)f.Number(1),
        f.Number(2),
        f.Has(3) ? f.Messages(3, Advert)[0] : null,
        f.Has(4) ? f.Bytes(4) : default(ReadOnlyMemory<byte>?));

    private static ShortAdvert[] Shorts(FieldList f)
    {
        var commit = 0ul;
        return [.. f.Packed(1).Zip(f.Packed(2), f.PackedFixed(3)).Select(one => new ShortAdvert((uint)one.First, commit += one.Second, one.Third))];
    }

    private static Advert Advert(FieldList f)
    {
        var zigZag = f.Number(3);
        var rank = zigZag % 2 == 0 ? (long)(zigZag / 2) : -(long)(zigZag / 2) - 1;
        return new Advert(new ArtifactId(f.Hash(1)), (long)f.Number(2), rank, new NodeId(f.Hash(4)));
    }

    private static ChunkRequest Request(FieldList f) =>
        new(f.Number(1), new ArtifactId(f.Hash(2)), (uint)f.Number(3), (int)f.Number(4), (FetchPriority)f.Number(5));
}
