namespace Tidings.Blocks.Wire;

/// <summary>The low three bits of a protobuf tag.</summary>
internal static class ProtoWireType
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Bytes = 2;
    public const int Fixed32 = 5;
}
