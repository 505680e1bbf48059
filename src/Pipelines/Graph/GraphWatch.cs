using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>What a simulation asks of a graph. A node in production has <see cref="None"/>.</summary>
/// <param name="Observer">Told of every item that enters an edge; null for nobody.</param>
/// <param name="MessagesPerTask">How many messages one task of a block may handle; 1 shows every interleaving.</param>
internal sealed record GraphWatch(IEdgeObserver? Observer, int MessagesPerTask)
{
    public static GraphWatch None { get; } = new(null, DataflowBlockOptions.Unbounded);
}

/// <summary>Looks on at the edges of a graph. Called under the lock of the edge: it must be quick and touch nothing of the graph.</summary>
internal interface IEdgeObserver
{
    /// <summary>An item came in, or was merged into one that waits.</summary>
    void Entered<T>(string edge, T item);
}
