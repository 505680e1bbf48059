using System.Buffers.Binary;

namespace Tidings.Blocks.Wire;

/// <summary>The six bytes before every body: type, flags (0 in this version), length of the body as a big-endian u32.</summary>
internal readonly record struct FrameHeader(FrameType Type, int BodyLength)
{
    public const int Length = 6;

    public void Write(Span<byte> destination)
    {
        destination[0] = (byte)Type;
        destination[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)BodyLength);
    }

    /// <summary>Checks type, flags and length, in this order, before anything is rented for the body.</summary>
    public static WireError Read(ReadOnlySpan<byte> bytes, FrameCaps caps, out FrameHeader header)
    {
        var type = (FrameType)bytes[0];
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]);
        header = default;
        if (WireShapes.Of(type) is null)
        {
            return WireError.UnknownType;
        }

        if (bytes[1] != 0)
        {
            return WireError.Malformed;
        }

        if (length > (uint)caps.BodyMax(type))
        {
            return WireError.TooLong;
        }

        header = new FrameHeader(type, (int)length);
        return WireError.None;
    }
}
