namespace Tidings.Blocks.Wire;

/// <summary>The longest body of each frame type, in bytes.</summary>
/// <param name="ChunkSize">The largest chunk size of the kinds of this node, in bytes.</param>
internal readonly record struct FrameCaps(int ChunkSize)
{
    public int BodyMax(FrameType type) => type switch
    {
        FrameType.Hello => WireLimits.HelloBytesMax,
        FrameType.Chunk => ChunkSize + WireLimits.ChunkOverheadMax,
        _ => WireLimits.ControlBytesMax,
    };
}
