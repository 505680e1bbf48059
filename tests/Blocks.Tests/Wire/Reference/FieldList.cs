using System.Text;

namespace Tidings.Blocks.Tests.Wire.Reference;

/// <summary>A protobuf message as a list of fields, read front to back.</summary>
internal sealed class FieldList
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public FieldList(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            ReadOnlyMemory<byte> bytes = default;
            ulong number = 0;
            switch (tag % 8)
            {
                case 0: number = Varint(ref message); break;
                case 1: number = BitConverter.ToUInt64(Cut(ref message, 8).Span); break;
                case 2: bytes = Cut(ref message, (int)Varint(ref message)); break;
                default: throw new FormatException($"wire type {tag % 8}");
            }

            _fields.Add(((int)(tag / 8), number, bytes));
        }
    }

    public bool Has(int field) => _fields.Any(f => f.Field == field);

    public ulong Number(int field) => _fields.LastOrDefault(f => f.Field == field).Number;

    public ReadOnlyMemory<byte> Bytes(int field) => _fields.LastOrDefault(f => f.Field == field).Bytes;

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    public Hash256 Hash(int field) => new(Bytes(field).Span);

    public Hash256[] Hashes(int field) => [.. Bytes(field).ToArray().Chunk(32).Select(static c => new Hash256(c))];

    public T[] Messages<T>(int field, Func<FieldList, T> read) =>
        [.. _fields.Where(f => f.Field == field).Select(f => read(new FieldList(f.Bytes)))];

    public ulong[] PackedFixed(int field) => [.. Bytes(field).ToArray().Chunk(8).Select(static c => BitConverter.ToUInt64(c))];

    public ulong[] Packed(int field)
    {
        var numbers = new List<ulong>();
        for (var rest = Bytes(field); !rest.IsEmpty;)
        {
            numbers.Add(Varint(ref rest));
        }

        return [.. numbers];
    }

    private static ReadOnlyMemory<byte> Cut(ref ReadOnlyMemory<byte> from, int length)
    {
        var cut = from[..length];
        from = from[length..];
        return cut;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> from)
    {
        ulong value = 0;
        var shift = 0;
        byte next;
        do
        {
            next = Cut(ref from, 1).Span[0];
            value += (ulong)(next % 128) << shift;
            shift += 7;
        }
        while (next >= 128);

        return value;
    }
}
