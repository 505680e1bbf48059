namespace Tidings.Pipelines.Graph;

/// <summary>A way into a running graph from outside. Thread-safe. An item that was not taken still belongs to the caller.</summary>
internal sealed class GraphEntry<T>(ChannelEdge<T> edge) : IGraphEntry
{
    /// <summary>Never waits. False when there is no room or the entry has ended. An entry that drops when full says true, and counts the drop.</summary>
    public bool TryWrite(T item) => edge.TryWrite(item);

    /// <summary>Waits for room, in the order of the calls. False when the entry has ended.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up, and the item is not in the graph.</exception>
    public ValueTask<bool> WriteAsync(T item, CancellationToken cancellationToken = default) => edge.WriteAsync(item, cancellationToken);

    /// <summary>Nothing more comes from here. What waits is still delivered.</summary>
    public void Complete() => edge.Complete();
}
