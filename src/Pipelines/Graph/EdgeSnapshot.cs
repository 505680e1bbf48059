namespace Tidings.Pipelines.Graph;

/// <summary>What one edge holds and has done since the graph started.</summary>
/// <param name="Edge">Its name, <c>from -> to</c>.</param>
/// <param name="Depth">Items in it now, the one on offer included.</param>
/// <param name="HighWater">The most items that were in it at once.</param>
/// <param name="Items">Items that came in, merged ones included.</param>
/// <param name="Merged">Items that were merged into one that waited.</param>
/// <param name="DroppedFull">Items dropped because the edge was full.</param>
/// <param name="DroppedClosed">Items dropped because the stage behind the edge had ended.</param>
/// <param name="Waits">How often the stage before it had to wait.</param>
/// <param name="Waited">How long it had to wait, all waits together.</param>
internal readonly record struct EdgeSnapshot(
    string Edge, int Depth, int HighWater, long Items, long Merged, long DroppedFull, long DroppedClosed, long Waits, TimeSpan Waited);
