using System.Text;

namespace Tidings.Blocks.Tests.Wire.Reference;

/// <summary>Appends protobuf fields to a list of bytes; defaults are left out.</summary>
internal sealed class FieldWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public FieldWriter Number(int field, ulong value)
    {
        if (value > 0)
        {
            Varint((ulong)field * 8);
            Varint(value);
        }

        return this;
    }

    public FieldWriter Fixed(int field, ulong value)
    {
        if (value > 0)
        {
            Varint(((ulong)field * 8) + 1);
            _bytes.AddRange(BitConverter.GetBytes(value));
        }

        return this;
    }

    public void Prefix(int field, int length)
    {
        Varint(((ulong)field * 8) + 2);
        Varint((ulong)length);
    }

    public FieldWriter Always(int field, byte[] value)
    {
        Prefix(field, value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public FieldWriter Bytes(int field, byte[] value) => value.Length > 0 ? Always(field, value) : this;

    public FieldWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public FieldWriter Hash(int field, Hash256 value) => Always(field, value.ToArray());

    public FieldWriter Each<T>(int field, IEnumerable<T> items, Action<FieldWriter, T> write)
    {
        foreach (var item in items)
        {
            var inner = new FieldWriter();
            write(inner, item);
            Always(field, inner.ToArray());
        }

        return this;
    }

    public FieldWriter Packed(int field, IEnumerable<ulong> numbers)
    {
        var inner = new FieldWriter();
        foreach (var number in numbers)
        {
            inner.Varint(number);
        }

        return Bytes(field, inner.ToArray());
    }

    public FieldWriter PackedFixed(int field, IEnumerable<ulong> numbers) => Bytes(field, [.. numbers.SelectMany(BitConverter.GetBytes)]);

    private void Varint(ulong value)
    {
        for (; value > 127; value /= 128)
        {
            _bytes.Add((byte)(128 + (value % 128)));
        }

        _bytes.Add((byte)value);
    }
}
