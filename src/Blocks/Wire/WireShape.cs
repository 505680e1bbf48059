using System.Text;
using System.Text.Unicode;

namespace Tidings.Blocks.Wire;

/// <summary>
/// The fields of a message with their limits. A scan walks the raw bytes and allocates nothing, so that no decoder behind it can be made to
/// allocate more than the limits say. Fields that are not known are passed over.
/// </summary>
internal sealed class WireShape(params FieldRule[] rules)
{
    /// <summary>Checks a body, and counts the items of its repeated messages.</summary>
    public WireError Scan(ReadOnlySpan<byte> body, out int items)
    {
        Span<int> times = stackalloc int[rules.Length];
        var reader = new ProtoReader(body);
        items = 0;
        while (!reader.AtEnd)
        {
            var (field, wireType) = reader.Tag();
            var index = IndexOf(field);
            if (index < 0)
            {
                reader.Skip(wireType);
                continue;
            }

            var rule = rules[index];
            if (wireType != rule.WireType)
            {
                reader.Fail(WireError.Malformed);
            }
            else if (++times[index] > rule.TimesMax)
            {
                reader.Fail(rule.TimesMax > 1 ? WireError.TooManyItems : WireError.Malformed);
            }
            else
            {
                Check(ref reader, rule);
                items += rule is { Form: FieldForm.Message, Limit: > 1 } ? 1 : 0;
            }
        }

        return reader.Error;
    }

    private int IndexOf(int field)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            if (rules[i].Field == field)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Check(ref ProtoReader reader, FieldRule rule)
    {
        switch (rule.Form)
        {
            case FieldForm.Number32: reader.Varint32(); break;
            case FieldForm.Number64: reader.Varint(); break;
            case FieldForm.Fixed64: reader.Fixed64(); break;
            case FieldForm.Hash: reader.Hash(); break;
            default: CheckLengthDelimited(ref reader, rule); break;
        }
    }

    private static void CheckLengthDelimited(ref ProtoReader reader, FieldRule rule)
    {
        var content = reader.Bytes();
        var error = rule.Form switch
        {
            FieldForm.Bytes => content.Length <= rule.Limit ? WireError.None : WireError.TooLong,
            FieldForm.Text => IsText(content, rule.Limit) ? WireError.None : WireError.BadText,
            FieldForm.Message => rule.Inner!.Scan(content, out _),
            _ => ScanPacked(content, rule),
        };
        if (error != WireError.None)
        {
            reader.Fail(error);
        }
    }

    private static WireError ScanPacked(ReadOnlySpan<byte> content, FieldRule rule)
    {
        var reader = new ProtoReader(content);
        for (var count = 0; !reader.AtEnd; count++)
        {
            if (count == rule.Limit)
            {
                return WireError.TooManyItems;
            }

            _ = rule.Form switch
            {
                FieldForm.PackedNumber32 => reader.Varint32(),
                FieldForm.PackedNumber64 => reader.Varint(),
                _ => reader.Fixed64(),
            };
        }

        return reader.Error;
    }

    /// <summary>Well-formed UTF-8 without control characters: it will stand in a log.</summary>
    private static bool IsText(ReadOnlySpan<byte> utf8, int bytesMax)
    {
        if (utf8.Length > bytesMax || !Utf8.IsValid(utf8))
        {
            return false;
        }

        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (Rune.IsControl(rune))
            {
                return false;
            }

            utf8 = utf8[length..];
        }

        return true;
    }
}
