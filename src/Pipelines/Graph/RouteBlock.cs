using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>
/// Fan-out: hands each item to every route that picks it, at once, and takes no other while an edge has no room for it. What no route picks is counted and
/// dropped, so that nothing can wedge.
/// </summary>
internal sealed class RouteBlock<T>(string stage, IReadOnlyList<Route<T>> routes, TaskScheduler scheduler) : ITargetBlock<T>, IStageTarget<T>, IRouteBlock
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (ISourceBlock<T> Source, DataflowMessageHeader Header)? _postponed;
    private Exception? _fault;
    private bool _isBusy;
    private bool _isDone;
    private long _routed;
    private long _unrouted;

    public string Stage => stage;

    public Task Completion => _ended.Task;

    public RouteSnapshot Snapshot() => new(Stage, Volatile.Read(ref _routed), Volatile.Read(ref _unrouted));

    public bool TryAccept(T item)
    {
        lock (_gate)
        {
            if (_isDone || _isBusy)
            {
                return false;
            }

            _isBusy = true;
        }

        GoOn(Pass(item));
        return true;
    }

    public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, T messageValue, ISourceBlock<T>? source, bool consumeToAccept)
    {
        if (!consumeToAccept && TryAccept(messageValue))
        {
            return DataflowMessageStatus.Accepted;
        }

        lock (_gate)
        {
            return _isDone ? DataflowMessageStatus.DecliningPermanently : Postpone(source, messageHeader);
        }
    }

    public void Complete() => End(null);

    public void Fault(Exception exception) => End(exception);

    /// <summary>Needs the lock. A stage has one way out, so that there is one source, and no more than one offer of it.</summary>
    private DataflowMessageStatus Postpone(ISourceBlock<T>? source, DataflowMessageHeader header)
    {
        if (source is null)
        {
            return DataflowMessageStatus.Declined;
        }

        _postponed = (source, header);
        if (!_isBusy)
        {
            _isBusy = true;
            _ = FetchAsync(null);
        }

        return DataflowMessageStatus.Postponed;
    }

    private Task? Pass(T item)
    {
        try
        {
            return PassToAll(item);
        }
        catch (Exception exception)
        {
            // A function of a route threw: the routes end, and the branches behind them.
            End(exception);
            return null;
        }
    }

    private Task? PassToAll(T item)
    {
        var picked = false;
        List<Task>? waits = null;
        foreach (var route in routes)
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

        return waits is null ? null : Task.WhenAll(waits);
    }

    private void GoOn(Task? waiting)
    {
        if (waiting is not null || !TryRest())
        {
            _ = FetchAsync(waiting);
        }
    }

    /// <summary>False when an offer was postponed meanwhile.</summary>
    private bool TryRest()
    {
        lock (_gate)
        {
            if (_postponed is not null)
            {
                return false;
            }

            _isBusy = false;
            if (!_isDone)
            {
                return true;
            }
        }

        EndRoutes();
        return true;
    }

    /// <summary>Waits for room, and then passes on what was postponed. In a task of its own: the one who offers may hold locks of the stage.</summary>
    private Task FetchAsync(Task? waiting) =>
        Task.Factory.StartNew(() => PassPostponedAsync(waiting), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    private async Task PassPostponedAsync(Task? waiting)
    {
        do
        {
            try
            {
                await (waiting ?? Task.CompletedTask);
                waiting = TryFetch(out var item) ? Pass(item) : null;
            }
            catch (Exception exception)
            {
                // Code of a user threw: a block that was asked for what it had offered, or an item that was freed.
                End(exception);
                waiting = null;
            }
        }
        while (waiting is not null || !TryRest());
    }

    private bool TryFetch(out T item)
    {
        (ISourceBlock<T> Source, DataflowMessageHeader Header)? next;
        lock (_gate)
        {
            next = _postponed;
            _postponed = null;
        }

        var consumed = false;
        item = next is null ? default! : next.Value.Source.ConsumeMessage(next.Value.Header, this, out consumed)!;
        return consumed;
    }

    private void End(Exception? fault)
    {
        lock (_gate)
        {
            _fault ??= _isDone ? null : fault;
            _isDone = true;
            if (_isBusy)
            {
                return;
            }
        }

        EndRoutes();
    }

    private void EndRoutes()
    {
        if (!_ended.TrySetResult())
        {
            return;
        }

        foreach (var route in routes)
        {
            route.End(_fault);
        }
    }
}
