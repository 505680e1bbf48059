using System.Buffers;
using System.Text;
using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Baselines;

/// <summary>Writes an <see cref="Rpc"/> in the protobuf schema of libp2p's publish-subscribe.</summary>
internal static class RpcWriter
{
    private static readonly byte[] Topic = Encoding.ASCII.GetBytes(Libp2pFormat.Topic);

    public static void Write(Rpc rpc, IBufferWriter<byte> output)
    {
        var writer = new ProtoWriter(output);
        if (rpc.IsSubscription)
        {
            writer.Bytes(1, [8, 1, 18, (byte)Topic.Length, .. Topic]);
        }

        foreach (var message in rpc.Messages)
        {
            writer.Prefix(2, SizeOf(message));
            Write(message, writer);
        }

        if (rpc.Have.Count > 0 || rpc.Want.Count > 0 || rpc.IsGraft || rpc.PruneBackoff is not null)
        {
            var control = new ArrayBufferWriter<byte>();
            WriteControl(rpc, new ProtoWriter(control));
            writer.Bytes(3, control.WrittenSpan);
        }
    }

    private static int SizeOf(PublishedMessage message) =>
        ProtoWriter.SizeOfBytes(Libp2pFormat.PeerIdBytes)
        + ProtoWriter.SizeOfBytes(message.Data.Length)
        + ProtoWriter.SizeOfBytes(Libp2pFormat.SequenceBytes)
        + ProtoWriter.SizeOfBytes(Topic.Length)
        + ProtoWriter.SizeOfBytes(Libp2pFormat.SignatureBytes)
        + ProtoWriter.SizeOfBytes(Libp2pFormat.KeyBytes);

    private static void Write(PublishedMessage message, ProtoWriter writer)
    {
        writer.Bytes(1, Libp2pFormat.PeerId(message.Id.Author));
        writer.Bytes(2, message.Data.Span);
        writer.Bytes(3, Libp2pFormat.Sequence(message.Id.Sequence));
        writer.Bytes(4, Topic);
        writer.Bytes(5, new byte[Libp2pFormat.SignatureBytes]);
        writer.Bytes(6, Libp2pFormat.Key(message.Id.Author));
    }

    private static void WriteControl(Rpc rpc, ProtoWriter writer)
    {
        const int IdField = 2 + Libp2pFormat.MessageIdBytes;
        if (rpc.Have.Count > 0)
        {
            writer.Prefix(1, ProtoWriter.SizeOfBytes(Topic.Length) + (rpc.Have.Count * IdField));
            writer.Bytes(1, Topic);
            WriteIds(rpc.Have, 2, writer);
        }

        if (rpc.Want.Count > 0)
        {
            writer.Prefix(2, rpc.Want.Count * IdField);
            WriteIds(rpc.Want, 1, writer);
        }

        if (rpc.IsGraft)
        {
            writer.Prefix(3, ProtoWriter.SizeOfBytes(Topic.Length));
            writer.Bytes(1, Topic);
        }

        if (rpc.PruneBackoff is { } backoff)
        {
            var seconds = (ulong)backoff.TotalSeconds;
            writer.Prefix(4, ProtoWriter.SizeOfBytes(Topic.Length) + ProtoWriter.SizeOfNumber(seconds));
            writer.Bytes(1, Topic);
            writer.Number(3, seconds);
        }
    }

    private static void WriteIds(IReadOnlyList<MessageId> ids, int field, ProtoWriter writer)
    {
        foreach (var id in ids)
        {
            writer.Bytes(field, Libp2pFormat.IdOf(id));
        }
    }
}
