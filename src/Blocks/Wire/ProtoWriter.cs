using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Tidings.Blocks.Wire;

/// <summary>Writes protobuf fields with numbers up to 15; a field that holds its default is left out, as the schema's encoders do.</summary>
internal readonly ref struct ProtoWriter(IBufferWriter<byte> output)
{
    private readonly IBufferWriter<byte> _output = output;

    public static int SizeOfVarint(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    public static int SizeOfNumber(ulong value) => value == 0 ? 0 : 1 + SizeOfVarint(value);

    public static int SizeOfBytes(int length) => 1 + SizeOfVarint((ulong)length) + length;

    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public void Number(int field, ulong value)
    {
        if (value != 0)
        {
            Varint((ulong)((field << 3) | ProtoWireType.Varint));
            Varint(value);
        }
    }

    /// <summary>The head of a length-delimited field; its content follows.</summary>
    public void Prefix(int field, int length)
    {
        Varint((ulong)((field << 3) | ProtoWireType.Bytes));
        Varint((ulong)length);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Prefix(field, value.Length);
        _output.Write(value);
    }

    public void Hash(int field, Hash256 value)
    {
        Prefix(field, Hash256.Length);
        RawHash(value);
    }

    public void RawHash(Hash256 value)
    {
        value.CopyTo(_output.GetSpan(Hash256.Length));
        _output.Advance(Hash256.Length);
    }

    /// <summary>One number of a packed list, whose head was written.</summary>
    public void Packed(ulong value) => Varint(value);

    /// <summary>One number of eight bytes of a packed list.</summary>
    public void PackedFixed(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_output.GetSpan(sizeof(ulong)), value);
        _output.Advance(sizeof(ulong));
    }

    private void Varint(ulong value)
    {
        var span = _output.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _output.Advance(length);
    }
}
