using System.Buffers;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Wire;

/// <summary>Requests for chunks, written and read without objects in between.</summary>
internal static class RequestsFormat
{
    public static void Write(RequestsMessage message, IBufferWriter<byte> output)
    {
        var writer = new ProtoWriter(output);
        KindFormat.Write(writer, message.Kind);
        foreach (var request in message.Requests)
        {
            writer.Prefix(2, SizeOf(request));
            writer.Number(1, request.Request);
            writer.Hash(2, request.Id.Hash);
            writer.Number(3, request.Chunk);
            writer.Number(4, (ulong)request.Lane);
            writer.Number(5, (ulong)request.Class);
        }
    }

    public static WireError Read(ReadOnlyMemory<byte> body, int count, KindTable kinds, out WireMessage? message)
    {
        var requests = new ChunkRequest[count];
        var kind = string.Empty;
        var reader = new ProtoReader(body.Span);
        for (var i = 0; !reader.AtEnd;)
        {
            var (field, wireType) = reader.Tag();
            switch (field)
            {
                case 1: KindFormat.Read(ref reader, kinds, out kind); break;
                case 2: requests[i++] = ReadRequest(ref reader); break;
                default: reader.Skip(wireType); break;
            }
        }

        KindFormat.Require(ref reader, kind);
        message = new RequestsMessage(kind, requests);
        return reader.Error;
    }

    public static int SizeOf(ChunkRequest request) =>
        ProtoWriter.SizeOfNumber(request.Request)
        + ProtoWriter.SizeOfBytes(Hash256.Length)
        + ProtoWriter.SizeOfNumber(request.Chunk)
        + ProtoWriter.SizeOfNumber((ulong)request.Lane)
        + ProtoWriter.SizeOfNumber((ulong)request.Class);

    private static ChunkRequest ReadRequest(ref ProtoReader outer)
    {
        Hash256? id = null;
        ulong number = 0;
        uint chunk = 0, lane = 0, priority = 0;
        var reader = new ProtoReader(outer.Bytes());
        while (!reader.AtEnd)
        {
            var (field, wireType) = reader.Tag();
            switch (field)
            {
                case 1: number = reader.Varint(); break;
                case 2: id = reader.Hash(); break;
                case 3: chunk = reader.Varint32(); break;
                case 4: lane = reader.Varint32(); break;
                case 5: priority = reader.Varint32(); break;
                default: reader.Skip(wireType); break;
            }
        }

        if (id is null)
        {
            reader.Fail(WireError.BadHash);
        }
        else if (number == 0 || chunk > int.MaxValue || lane >= WireLimits.LanesMax
            || priority is < (uint)FetchPriority.Later or > (uint)FetchPriority.FetchNow)
        {
            reader.Fail(WireError.BadNumber);
        }

        if (reader.Error != WireError.None)
        {
            outer.Fail(reader.Error);
        }

        return new ChunkRequest(number, new ArtifactId(id ?? default), chunk, (int)lane, (FetchPriority)priority);
    }
}
