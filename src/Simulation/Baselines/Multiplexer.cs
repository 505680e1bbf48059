using System.Buffers;
using System.Buffers.Binary;

namespace Tidings.Simulation.Baselines;

/// <summary>
/// What carries an RPC over a stream of libp2p: its length, then yamux frames, each in a Noise message. Nothing is encrypted; every byte that is counted is there.
/// </summary>
internal static class Multiplexer
{
    /// <summary>Length of a Noise message, in front of it.</summary>
    public const int NoiseLengthBytes = 2;

    /// <summary>Authentication tag of a Noise message.</summary>
    public const int NoiseTagBytes = 16;

    /// <summary>Version, type, flags, stream and length of a yamux frame.</summary>
    public const int HeaderBytes = 12;

    /// <summary>Most content of a yamux frame: with its header and tag it fills one Noise message.</summary>
    public const int BodyMax = ushort.MaxValue - NoiseTagBytes - HeaderBytes;

    /// <summary>What a frame weighs beyond its content.</summary>
    public const int Overhead = NoiseLengthBytes + HeaderBytes + NoiseTagBytes;

    /// <summary>Type of a frame with content, and of one that gives the other side room for more.</summary>
    public const byte Data = 0, WindowUpdate = 1;

    private const int StreamId = 1;

    /// <summary>Frames of an RPC in its protobuf encoding.</summary>
    public static void Write(ReadOnlySpan<byte> rpc, IBufferWriter<byte> output)
    {
        Span<byte> prefix = stackalloc byte[10];
        var length = 0;
        for (var rest = (uint)rpc.Length; ; rest >>= 7)
        {
            prefix[length++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
            if (rest < 0x80)
            {
                break;
            }
        }

        var first = Math.Min(rpc.Length, BodyMax - length);
        WriteFrame(Data, prefix[..length], rpc[..first], output);
        for (rpc = rpc[first..]; !rpc.IsEmpty; rpc = rpc[Math.Min(rpc.Length, BodyMax)..])
        {
            WriteFrame(Data, [], rpc[..Math.Min(rpc.Length, BodyMax)], output);
        }
    }

    /// <summary>A receiver gives back room after each frame with content that it has read.</summary>
    public static void WriteWindowUpdate(int bytes, IBufferWriter<byte> output) => WriteFrame(WindowUpdate, [], [], output, bytes);

    private static void WriteFrame(byte type, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> body, IBufferWriter<byte> output, int window = 0)
    {
        var content = prefix.Length + body.Length;
        var frame = output.GetSpan(Overhead + content);
        frame[..(NoiseLengthBytes + HeaderBytes)].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)(HeaderBytes + content + NoiseTagBytes));
        frame[NoiseLengthBytes + 1] = type;
        BinaryPrimitives.WriteInt32BigEndian(frame[(NoiseLengthBytes + 4)..], StreamId);
        BinaryPrimitives.WriteInt32BigEndian(frame[(NoiseLengthBytes + 8)..], type == Data ? content : window);
        prefix.CopyTo(frame[(NoiseLengthBytes + HeaderBytes)..]);
        body.CopyTo(frame[(NoiseLengthBytes + HeaderBytes + prefix.Length)..]);
        frame.Slice(NoiseLengthBytes + HeaderBytes + content, NoiseTagBytes).Clear();
        output.Advance(Overhead + content);
    }
}
