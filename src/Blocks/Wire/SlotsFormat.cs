using System.Buffers;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Wire;

/// <summary>Slot updates, written and read without objects in between: they are most of the control bytes.</summary>
internal static class SlotsFormat
{
    public static void Write(SlotsMessage message, IBufferWriter<byte> output)
    {
        var writer = new ProtoWriter(output);
        KindFormat.Write(writer, message.Kind);
        foreach (var update in message.Updates)
        {
            writer.Prefix(2, SizeOf(update));
            writer.Number(1, update.Slot);
            writer.Number(2, update.Commit);
            if (update.Advert is { } advert)
            {
                writer.Prefix(3, SizeOf(advert));
                writer.Hash(1, advert.Id.Hash);
                writer.Number(2, (ulong)advert.Size);
                writer.Number(3, ProtoWriter.ZigZag(advert.Rank));
                writer.Hash(4, advert.Maker.Hash);
            }

            if (update.Body is { } body)
            {
                writer.Bytes(4, body.Span);
            }
        }

        ShortsFormat.Write(writer, message.Shorts);
    }

    public static WireError Read(ReadOnlyMemory<byte> body, int count, KindTable kinds, out WireMessage? message)
    {
        var updates = new SlotUpdate[count];
        ShortAdvert[] shorts = [];
        var kind = string.Empty;
        var reader = new ProtoReader(body.Span);
        for (var i = 0; !reader.AtEnd;)
        {
            var (field, wireType) = reader.Tag();
            switch (field)
            {
                case 1:
                    KindFormat.Read(ref reader, kinds, out kind);
                    break;
                case 2:
                    var length = reader.Bytes().Length;
                    var error = ReadUpdate(body.Slice(reader.Position - length, length), out updates[i++]);
                    if (error != WireError.None)
                    {
                        reader.Fail(error);
                    }

                    break;
                case 3:
                    shorts = ShortsFormat.Read(ref reader);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        KindFormat.Require(ref reader, kind);
        message = new SlotsMessage(kind, updates) { Shorts = shorts };
        return reader.Error;
    }

    public static int SizeOf(SlotUpdate update) =>
        ProtoWriter.SizeOfNumber(update.Slot)
        + ProtoWriter.SizeOfNumber(update.Commit)
        + (update.Advert is { } advert ? ProtoWriter.SizeOfBytes(SizeOf(advert)) : 0)
        + (update.Body is { } body ? ProtoWriter.SizeOfBytes(body.Length) : 0);

    private static int SizeOf(Advert advert) =>
        (2 * ProtoWriter.SizeOfBytes(Hash256.Length))
        + ProtoWriter.SizeOfNumber((ulong)advert.Size)
        + ProtoWriter.SizeOfNumber(ProtoWriter.ZigZag(advert.Rank));

    private static WireError ReadUpdate(ReadOnlyMemory<byte> bytes, out SlotUpdate update)
    {
        uint slot = 0;
        ulong commit = 0;
        Advert? advert = null;
        ReadOnlyMemory<byte>? body = null;
        var reader = new ProtoReader(bytes.Span);
        while (!reader.AtEnd)
        {
            var (field, wireType) = reader.Tag();
            switch (field)
            {
                case 1: slot = reader.Varint32(); break;
                case 2: commit = reader.Varint(); break;
                case 3: advert = ReadAdvert(ref reader); break;
                case 4:
                    var length = reader.Bytes().Length;
                    body = bytes.Slice(reader.Position - length, length);
                    break;
                default: reader.Skip(wireType); break;
            }
        }

        update = new SlotUpdate(slot, commit, advert, body);
        if (commit == 0 || (body is { } pushed && (advert is not { } claim || claim.Size != pushed.Length)))
        {
            reader.Fail(WireError.BadNumber);
        }

        return reader.Error;
    }

    private static Advert ReadAdvert(ref ProtoReader outer)
    {
        Hash256? id = null, maker = null;
        ulong size = 0;
        long rank = 0;
        var reader = new ProtoReader(outer.Bytes());
        while (!reader.AtEnd)
        {
            var (field, wireType) = reader.Tag();
            switch (field)
            {
                case 1: id = reader.Hash(); break;
                case 2: size = reader.Varint(); break;
                case 3: rank = reader.ZigZag(); break;
                case 4: maker = reader.Hash(); break;
                default: reader.Skip(wireType); break;
            }
        }

        if (id is null || maker is null)
        {
            reader.Fail(WireError.BadHash);
        }
        else if (size > WireLimits.ArtifactBytesMax)
        {
            reader.Fail(WireError.BadNumber);
        }

        if (reader.Error != WireError.None)
        {
            outer.Fail(reader.Error);
        }

        return new Advert(new ArtifactId(id ?? default), (long)Math.Min(size, WireLimits.ArtifactBytesMax), rank, new NodeId(maker ?? default));
    }
}
