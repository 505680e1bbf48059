using System.Buffers;
using Google.Protobuf;

namespace Tidings.Blocks.Wire;

/// <summary>
/// The codec of the product: Google.Protobuf for control messages, the three hot messages over spans. Every body is scanned against its
/// shape before anything is made of it. Thread-safe.
/// </summary>
internal sealed class ProtobufWireCodec : IWireCodec
{
    private readonly KindTable _kinds;

    /// <param name="kinds">Kinds that frames may name; in HELLO any kind name is read.</param>
    /// <exception cref="ArgumentException">A name is not a kind name, or comes twice.</exception>
    public ProtobufWireCodec(IEnumerable<string> kinds) => _kinds = new KindTable(kinds);

    public void Write(WireMessage message, IBufferWriter<byte> output)
    {
        switch (message)
        {
            case SlotsMessage slots: SlotsFormat.Write(slots, output); break;
            case RequestsMessage requests: RequestsFormat.Write(requests, output); break;
            case ChunkMessage chunk: ChunkFormat.WriteHead(chunk, output); break;
            default: ToProto.Convert(message).WriteTo(output); break;
        }
    }

    public bool TryRead(FrameType type, ReadOnlyMemory<byte> body, out WireMessage? message, out WireError error)
    {
        message = null;
        var items = 0;
        error = WireShapes.Of(type) is { } shape ? shape.Scan(body.Span, out items) : WireError.UnknownType;
        if (error == WireError.None)
        {
            error = type switch
            {
                FrameType.Slots => SlotsFormat.Read(body, items, _kinds, out message),
                FrameType.Requests => RequestsFormat.Read(body, items, _kinds, out message),
                FrameType.Chunk => ChunkFormat.Read(body, _kinds, out message),
                FrameType.Hello or FrameType.Ready or FrameType.Goodbye or FrameType.Heartbeat => FromProto.Session(type, body.Span, out message),
                _ => FromProto.OfKind(type, body.Span, _kinds, out message),
            };
        }

        message = error == WireError.None ? message : null;
        return error == WireError.None;
    }

    public int Measure(WireMessage message) => WireSize.Of(message);
}
