using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Wire;

/// <summary>What came off a lane: a frame whose buffer the caller now owns, a refusal after which the lane is of no use, or its end between frames.</summary>
internal readonly record struct FrameRead(FrameType Type, RentedBuffer? Body, WireError Error)
{
    public static FrameRead End => default;

    public bool IsEnd => Body is null && Error == WireError.None;

    public static FrameRead Refused(WireError error) => new(default, null, error);
}
