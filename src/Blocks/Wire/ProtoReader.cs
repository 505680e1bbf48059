using System.Buffers.Binary;

namespace Tidings.Blocks.Wire;

/// <summary>
/// Reads the protobuf encoding from a span. The first broken rule sticks in <see cref="Error"/> and every later read gives zeros, so that a
/// caller checks once at the end. Never throws, never allocates.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public WireError Error { get; private set; }

    public readonly bool AtEnd => Error != WireError.None || Position == _bytes.Length;

    public void Fail(WireError error)
    {
        if (Error == WireError.None)
        {
            Error = error;
        }
    }

    /// <summary>Field number and wire type.</summary>
    public (int Field, int WireType) Tag()
    {
        var tag = Varint();
        if (Error == WireError.None && (tag >> 3 == 0 || tag > uint.MaxValue))
        {
            Fail(WireError.Malformed);
        }

        return Error == WireError.None ? ((int)(tag >> 3), (int)(tag & 7)) : (0, 0);
    }

    /// <summary>A number in its shortest form, of at most 64 bits.</summary>
    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (AtEnd)
            {
                Fail(WireError.Truncated);
                return 0;
            }

            var next = _bytes[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                var overflows = shift == 63 && next > 1;
                var isPadded = shift > 0 && next == 0;
                if (overflows || isPadded)
                {
                    break;
                }

                return value;
            }
        }

        Fail(WireError.Malformed);
        return 0;
    }

    public uint Varint32()
    {
        var value = Varint();
        if (value > uint.MaxValue)
        {
            Fail(WireError.BadNumber);
            return 0;
        }

        return (uint)value;
    }

    public long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong Fixed64()
    {
        var bytes = Take(8);
        return bytes.Length == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;
    }

    /// <summary>A length-delimited field; after an error it is empty.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        if (length > (ulong)(_bytes.Length - Position))
        {
            Fail(WireError.Truncated);
        }

        return Error == WireError.None ? Take((int)length) : [];
    }

    public Hash256 Hash()
    {
        var bytes = Bytes();
        if (bytes.Length != Hash256.Length)
        {
            Fail(WireError.BadHash);
            return default;
        }

        return new Hash256(bytes);
    }

    /// <summary>Passes over a field that is not known here. Groups are refused: they nest.</summary>
    public void Skip(int wireType)
    {
        switch (wireType)
        {
            case ProtoWireType.Varint: Varint(); break;
            case ProtoWireType.Fixed64: Take(8); break;
            case ProtoWireType.Bytes: Bytes(); break;
            case ProtoWireType.Fixed32: Take(4); break;
            default: Fail(WireError.Malformed); break;
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (Error != WireError.None || _bytes.Length - Position < length)
        {
            Fail(WireError.Truncated);
            return [];
        }

        var taken = _bytes.Slice(Position, length);
        Position += length;
        return taken;
    }
}
