using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Move;

/// <summary>What a pool is given when its node is built.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Limits">The kind's bounds.</param>
/// <param name="Options">Bounds of what is remembered beside the artifacts.</param>
/// <param name="Memory">What validated artifacts in memory are charged to.</param>
/// <param name="Time">The node's clock.</param>
internal sealed record PoolSettings(string Kind, KindLimits Limits, PoolOptions Options, IByteBudget Memory, TimeProvider Time)
{
    private readonly long _start = Time.GetTimestamp();

    /// <summary>Time since the node was built.</summary>
    public TimeSpan Now => Time.GetElapsedTime(_start);
}
