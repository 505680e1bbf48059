namespace Tidings.Pipelines.Graph;

/// <summary>How a graph stopped.</summary>
/// <param name="Abandoned">The edges that still held items when the time was up, and how many; in graph order. They were dropped.</param>
/// <param name="Unfinished">The stages that had not ended when the time was up, in graph order.</param>
internal sealed record DrainReport(IReadOnlyList<AbandonedItems> Abandoned, IReadOnlyList<string> Unfinished)
{
    public bool IsComplete => Abandoned.Count == 0 && Unfinished.Count == 0;
}

/// <summary>What an edge held when the time to drain was up.</summary>
internal readonly record struct AbandonedItems(string Edge, int Items);
