using System.Text;

namespace Tidings.Blocks.Wire;

/// <summary>The kind is field 1 of every message that belongs to one.</summary>
internal static class KindFormat
{
    public static void Write(ProtoWriter writer, string kind)
    {
        Span<byte> utf8 = stackalloc byte[WireLimits.KindNameBytesMax];
        writer.Bytes(1, utf8[..Encoding.ASCII.GetBytes(kind, utf8)]);
    }

    public static void Read(ref ProtoReader reader, KindTable kinds, out string kind)
    {
        if (!kinds.TryFind(reader.Bytes(), out kind))
        {
            reader.Fail(WireError.UnknownKind);
        }
    }

    /// <summary>A body without its kind belongs to nobody.</summary>
    public static void Require(ref ProtoReader reader, string kind)
    {
        if (kind.Length == 0)
        {
            reader.Fail(WireError.UnknownKind);
        }
    }
}
