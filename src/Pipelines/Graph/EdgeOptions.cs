namespace Tidings.Pipelines.Graph;

/// <summary>
/// How much waits in an edge and what happens when it is full. Immutable. The functions are pure and quick, and never call back into the graph: they run
/// inside the edge; one that throws stops the branch behind the edge.
/// </summary>
/// <typeparam name="T">What flows there.</typeparam>
public sealed record EdgeOptions<T>
{
    /// <summary>The largest capacity of an edge, in items.</summary>
    public const int CapacityMax = 1 << 20;

    /// <summary>
    /// How many items the edge holds, the one on offer to the next stage included (not so under <see cref="WhenFull.Coalesce"/>: what is on offer cannot
    /// be merged into any more). Default 64; 1 to <see cref="CapacityMax"/>. Behind a decision about order it is 1, so that no queue undoes the order.
    /// </summary>
    public int Capacity { get; init; } = 64;

    /// <summary>
    /// The edge takes no more while it holds at least this many bytes, so that it exceeds them by at most one item; needs <see cref="Size"/>. Default: no
    /// limit but <see cref="Capacity"/>; at least 1.
    /// </summary>
    public long? CapacityBytes { get; init; }

    /// <summary>The size of one item in bytes, for <see cref="CapacityBytes"/>. Default: none.</summary>
    public Func<T, long>? Size { get; init; }

    /// <summary>The rule for a full edge. Default <see cref="WhenFull.Wait"/>.</summary>
    public WhenFull WhenFull { get; init; } = WhenFull.Wait;

    /// <summary>Which items are merged, and how; needed for <see cref="WhenFull.Coalesce"/> and only there. Default: none.</summary>
    public Coalescing<T>? Coalescing { get; init; }
}
