using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>Fan-out: hands each item to every route that picks it, waiting for their edges; what no route picks is counted and dropped, so that nothing can wedge.</summary>
internal sealed class RouteBlock<T> : IRouteBlock
{
    /// <summary>Items between the stage and its routes: enough that the two seldom take turns, too few to hide a queue.</summary>
    public const int Capacity = 8;

    private readonly IReadOnlyList<Route<T>> _routes;
    private long _routed;
    private long _unrouted;

    public RouteBlock(string stage, IReadOnlyList<Route<T>> routes, ISourceBlock<T> source, ExecutionDataflowBlockOptions options)
    {
        Stage = stage;
        _routes = routes;
        var block = new ActionBlock<T>(Pass, options);
        source.LinkTo(block, new DataflowLinkOptions { PropagateCompletion = true });
        _ = block.Completion.ContinueWith(End, CancellationToken.None, TaskContinuationOptions.DenyChildAttach, options.TaskScheduler);
    }

    public string Stage { get; }

    public RouteSnapshot Snapshot() => new(Stage, Volatile.Read(ref _routed), Volatile.Read(ref _unrouted));

    private Task Pass(T item)
    {
        var picked = false;
        List<Task>? waits = null;
        foreach (var route in _routes)
        {
            if (route.TryPass(item, out var waiting))
            {
                picked = true;
                if (waiting is not null)
                {
                    (waits ??= []).Add(waiting);
                }
            }
        }

        if (picked)
        {
            Interlocked.Increment(ref _routed);
        }
        else
        {
            Interlocked.Increment(ref _unrouted);
            Ownership.Free(item);
        }

        return waits is null ? Task.CompletedTask : Task.WhenAll(waits);
    }

    private void End(Task block)
    {
        foreach (var route in _routes)
        {
            route.End(block.Exception);
        }
    }
}
