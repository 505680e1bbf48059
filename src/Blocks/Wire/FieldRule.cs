namespace Tidings.Blocks.Wire;

/// <summary>How a field stands in the bytes.</summary>
internal enum FieldForm
{
    Number32,
    Number64,
    Fixed64,
    Text,
    Bytes,
    Hash,
    Message,
    PackedNumber32,
    PackedNumber64,
    PackedFixed64,
}

/// <summary>What the raw bytes of a field must keep to before anything is made of them.</summary>
/// <param name="Field">Its number.</param>
/// <param name="Form">How it stands in the bytes.</param>
/// <param name="Limit">Most bytes of text and bytes; most items of a repeated field; 1 otherwise.</param>
/// <param name="Inner">The shape of each item, for messages.</param>
internal sealed record FieldRule(int Field, FieldForm Form, int Limit = 1, WireShape? Inner = null)
{
    public int WireType => Form switch
    {
        FieldForm.Number32 or FieldForm.Number64 => ProtoWireType.Varint,
        FieldForm.Fixed64 => ProtoWireType.Fixed64,
        _ => ProtoWireType.Bytes,
    };

    /// <summary>How often the field itself may come: only messages repeat field by field.</summary>
    public int TimesMax => Form == FieldForm.Message ? Limit : 1;
}
