using System.Buffers;

namespace Tidings.Blocks.Wire;

/// <summary>The serializer behind the frames. Thread-safe. A second codec must produce and accept the same bytes: the vectors in docs/wire decide.</summary>
internal interface IWireCodec
{
    /// <summary>Writes a frame body. For a chunk everything up to its data, which must follow as it is: the data is never copied here.</summary>
    void Write(WireMessage message, IBufferWriter<byte> output);

    /// <summary>Reads a frame body; memory in the message refers to <paramref name="body"/>. A body that breaks a rule gives its reason and no exception.</summary>
    bool TryRead(FrameType type, ReadOnlyMemory<byte> body, out WireMessage? message, out WireError error);

    /// <summary>An upper estimate of the encoded size of a body, data included, in bytes: what a sender's room is charged with.</summary>
    int Measure(WireMessage message);
}
