using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Baselines;

/// <summary>Reads what <see cref="RpcWriter"/> writes. The models trust each other: a malformed message is a mistake of ours.</summary>
internal static class RpcReader
{
    /// <summary>The messages in it share the bytes of the buffer.</summary>
    /// <exception cref="InvalidDataException">These bytes are no RPC.</exception>
    public static Rpc Read(ReadOnlyMemory<byte> bytes)
    {
        var rpc = new Rpc();
        var reader = new ProtoReader(bytes.Span);
        while (!reader.AtEnd)
        {
            var (field, _) = reader.Tag();
            var content = reader.Bytes();
            rpc = field switch
            {
                1 => rpc with { IsSubscription = true },
                2 => rpc with { Messages = [.. rpc.Messages, ReadMessage(bytes.Slice(reader.Position - content.Length, content.Length))] },
                3 => ReadControl(rpc, content),
                _ => throw new InvalidDataException($"An RPC has no field {field}."),
            };
        }

        return Checked(reader, rpc);
    }

    private static PublishedMessage ReadMessage(ReadOnlyMemory<byte> bytes)
    {
        var (author, sequence, data) = (0, 0UL, ReadOnlyMemory<byte>.Empty);
        var reader = new ProtoReader(bytes.Span);
        while (!reader.AtEnd)
        {
            var (field, _) = reader.Tag();
            var content = reader.Bytes();
            switch (field)
            {
                case 1: author = Libp2pFormat.NodeOf(content); break;
                case 2: data = bytes.Slice(reader.Position - content.Length, content.Length); break;
                case 3: sequence = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(content); break;
            }
        }

        return Checked(reader, new PublishedMessage(new MessageId(author, sequence), data));
    }

    private static Rpc ReadControl(Rpc rpc, ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var (field, _) = reader.Tag();
            var content = reader.Bytes();
            rpc = field switch
            {
                1 => rpc with { Have = ReadIds(content, 2) },
                2 => rpc with { Want = ReadIds(content, 1) },
                3 => rpc with { IsGraft = true },
                _ => rpc with { PruneBackoff = ReadBackoff(content) },
            };
        }

        return Checked(reader, rpc);
    }

    private static List<MessageId> ReadIds(ReadOnlySpan<byte> bytes, int idField)
    {
        List<MessageId> ids = [];
        var reader = new ProtoReader(bytes);
        while (!reader.AtEnd)
        {
            var (field, _) = reader.Tag();
            var content = reader.Bytes();
            if (field == idField)
            {
                ids.Add(Libp2pFormat.ReadId(content));
            }
        }

        return Checked(reader, ids);
    }

    private static TimeSpan ReadBackoff(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        reader.Tag();
        reader.Bytes();
        reader.Tag();
        return Checked(reader, TimeSpan.FromSeconds(reader.Varint()));
    }

    private static T Checked<T>(in ProtoReader reader, T value) =>
        reader.Error == WireError.None ? value : throw new InvalidDataException($"Not an RPC: {reader.Error}.");
}
