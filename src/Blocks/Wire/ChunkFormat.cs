using System.Buffers;

namespace Tidings.Blocks.Wire;

/// <summary>A chunk: its data is never copied here, neither on its way out (it follows what is written) nor in (a slice of the frame).</summary>
internal static class ChunkFormat
{
    public static void WriteHead(ChunkMessage message, IBufferWriter<byte> output)
    {
        var writer = new ProtoWriter(output);
        KindFormat.Write(writer, message.Kind);
        writer.Number(2, message.Request);
        writer.Number(3, message.Chunk);
        if (message.Proof.Count > 0)
        {
            writer.Prefix(4, message.Proof.Count * Hash256.Length);
            foreach (var hash in message.Proof)
            {
                writer.RawHash(hash);
            }
        }

        if (!message.Data.IsEmpty)
        {
            writer.Prefix(5, message.Data.Length);
        }
    }

    public static WireError Read(ReadOnlyMemory<byte> body, KindTable kinds, out WireMessage? message)
    {
        var kind = string.Empty;
        ulong request = 0;
        uint chunk = 0;
        Hash256[] proof = [];
        ReadOnlyMemory<byte> data = default;
        var reader = new ProtoReader(body.Span);
        while (!reader.AtEnd)
        {
            var (field, wireType) = reader.Tag();
            switch (field)
            {
                case 1: KindFormat.Read(ref reader, kinds, out kind); break;
                case 2: request = reader.Varint(); break;
                case 3: chunk = reader.Varint32(); break;
                case 4: proof = ReadProof(ref reader); break;
                case 5:
                    var length = reader.Bytes().Length;
                    data = body.Slice(reader.Position - length, length);
                    break;
                default: reader.Skip(wireType); break;
            }
        }

        if (request == 0 || chunk > int.MaxValue)
        {
            reader.Fail(WireError.BadNumber);
        }

        KindFormat.Require(ref reader, kind);
        message = new ChunkMessage(kind, request, chunk, proof, data);
        return reader.Error;
    }

    private static Hash256[] ReadProof(ref ProtoReader reader)
    {
        var bytes = reader.Bytes();
        if (bytes.Length % Hash256.Length != 0)
        {
            reader.Fail(WireError.BadHash);
            return [];
        }

        var proof = new Hash256[bytes.Length / Hash256.Length];
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] = new Hash256(bytes.Slice(i * Hash256.Length, Hash256.Length));
        }

        return proof;
    }
}
