using System.Buffers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire;

/// <summary>Whole bodies, chunk data included, as a writer puts them together.</summary>
internal static class Bodies
{
    public static readonly FrameType[] Types = Enum.GetValues<FrameType>();

    public static byte[] Write(IWireCodec codec, WireMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        codec.Write(message, output);
        if (message is ChunkMessage chunk)
        {
            output.Write(chunk.Data.Span);
        }

        return output.WrittenSpan.ToArray();
    }
}
