using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>
/// A bounded channel between two stages. As a target it accepts, merges, drops or postpones, and comes back for what it postponed when there is room;
/// <see cref="EdgeDelivery{T}"/> brings what waits to the next stage. All of it runs on the graph's scheduler, and nothing foreign is called under the lock but
/// the pure functions of the options.
/// </summary>
internal sealed class ChannelEdge<T> : ITargetBlock<T>, IEdge
{
    private readonly Lock _gate = new();
    private readonly PostponedOffers<T> _postponed = new();
    private readonly EdgeCounters _counters;
    private readonly EdgeStore<T> _store;
    private readonly EdgeDelivery<T> _delivery;
    private readonly Intake _intake;
    private readonly TaskScheduler _scheduler;
    private readonly IEdgeObserver? _observer;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _fault;
    private bool _done;

    public ChannelEdge(string name, string to, EdgeOptions<T> options, ITargetBlock<T> target, Intake intake, TaskScheduler scheduler, TimeProvider time, IEdgeObserver? observer = null)
    {
        Name = name;
        To = to;
        _counters = new EdgeCounters(time);
        _store = new EdgeStore<T>(options, _counters);
        _delivery = new EdgeDelivery<T>(_gate, _store, _postponed, target, time);
        _intake = intake;
        _scheduler = scheduler;
        _observer = observer;
    }

    public string Name { get; }

    public string To { get; }

    public Task Completion => _ended.Task;

    public EdgeSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new EdgeSnapshot(
                Name, _counters.Depth, _counters.HighWater, _counters.Items, _counters.Merged, _counters.DroppedFull, _counters.DroppedClosed, _counters.Waits, _counters.Waited);
        }
    }

    public void Start() => Task.Factory.StartNew(DeliverAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);

    public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, T messageValue, ISourceBlock<T>? source, bool consumeToAccept)
    {
        if (!messageHeader.IsValid || (source is null && consumeToAccept))
        {
            throw new ArgumentException("An offer has a valid header, and a source if it has to be consumed.", nameof(messageHeader));
        }

        lock (_gate)
        {
            if (_done)
            {
                return DataflowMessageStatus.DecliningPermanently;
            }

            if (!consumeToAccept && TryAdmit(messageValue))
            {
                return DataflowMessageStatus.Accepted;
            }

            if (source is null)
            {
                return DataflowMessageStatus.Declined;
            }

            Postpone(source, messageHeader);
        }

        if (consumeToAccept)
        {
            // There may be room now, and then nothing else would come back for it.
            _ = Task.Factory.StartNew(AdmitPostponed, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        }

        return DataflowMessageStatus.Postponed;
    }

    /// <summary>Puts an item in without waiting. False when there is no room or the edge has ended; the item then still belongs to the caller.</summary>
    public bool TryWrite(T item)
    {
        lock (_gate)
        {
            return !_done && !_store.Closed && TryAdmit(item);
        }
    }

    /// <summary>Puts an item in, waiting for room. False when the edge has ended; the item then still belongs to the caller.</summary>
    public ValueTask<bool> WriteAsync(T item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WaitingWriter<T> writer;
        lock (_gate)
        {
            if (_done || _store.Closed)
            {
                return new ValueTask<bool>(false);
            }

            if (TryAdmit(item))
            {
                return new ValueTask<bool>(true);
            }

            writer = new WaitingWriter<T>(item);
            Postpone(writer, new DataflowMessageHeader(1));
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(writer, cancellationToken) : new ValueTask<bool>(writer.Written);
    }

    public void Complete() => End(null);

    public void Fault(Exception exception) => End(exception);

    public void Close()
    {
        lock (_gate)
        {
            _store.Close();
        }

        AdmitPostponed();
    }

    /// <summary>Drops an item that the edge, having ended, refused; counted.</summary>
    public void Discard(T item)
    {
        lock (_gate)
        {
            _store.Discard(item);
        }
    }

    public void TargetEnded() => _delivery.OfferAgain();

    private async Task DeliverAsync()
    {
        Exception? fault = null;
        try
        {
            await _delivery.RunAsync(AdmitPostponed, Close);
        }
        catch (Exception exception)
        {
            fault = exception;
            Close();
        }

        _intake.Ended(fault);
        _ended.TrySetResult();
    }

    /// <summary>Needs the lock. False when the one who offers has to wait its turn or for room.</summary>
    private bool TryAdmit(T item) => _postponed.IsIdle && OfferToStore(item) != Admission.Full;

    private Admission OfferToStore(T item)
    {
        try
        {
            var admission = _store.Offer(item);
            if (admission is Admission.Stored or Admission.Merged)
            {
                _observer?.Entered(Name, item);
            }

            return admission;
        }
        catch (Exception exception)
        {
            // A function of the options threw. The stage before the edge is not to blame and goes on; the branch behind it stops.
            Break(exception);
            return Admission.Dropped;
        }
    }

    private void Break(Exception exception)
    {
        _store.Close();
        _store.Complete(exception);
    }

    private void Postpone(ISourceBlock<T> source, DataflowMessageHeader header)
    {
        _postponed.Add(source, header);
        _counters.WaitBegins();
    }

    /// <summary>Fetches what was postponed while there is room.</summary>
    private void AdmitPostponed()
    {
        lock (_gate)
        {
            if (!_postponed.TryBeginFetching())
            {
                return;
            }
        }

        while (TryNextPostponed(out var source, out var header, out var closed))
        {
            if (closed && source is WaitingWriter<T> writer)
            {
                writer.Refuse();
            }
            else
            {
                Fetch(source, header);
            }
        }
    }

    private bool TryNextPostponed(out ISourceBlock<T> source, out DataflowMessageHeader header, out bool closed)
    {
        lock (_gate)
        {
            var found = _postponed.TryNext(_store.HasRoom, out var next);
            (source, header, closed) = (next.Source, next.Header, _store.Closed);
            EndWaiting();
            return found;
        }
    }

    private void Fetch(ISourceBlock<T> source, DataflowMessageHeader header)
    {
        try
        {
            var value = source.ConsumeMessage(header, this, out var consumed);
            if (consumed)
            {
                lock (_gate)
                {
                    OfferToStore(value!);
                }
            }
        }
        catch (Exception exception)
        {
            lock (_gate)
            {
                Break(exception);
            }
        }
    }

    private void End(Exception? fault)
    {
        lock (_gate)
        {
            _done = true;
            _fault ??= fault;
            EndWaiting();
        }
    }

    /// <summary>Needs the lock. Once nothing is postponed, nobody waits any more, and an edge that ends has all that it will ever have.</summary>
    private void EndWaiting()
    {
        if (!_postponed.IsIdle)
        {
            return;
        }

        _counters.WaitEnds();
        if (_done)
        {
            _store.Complete(_fault);
        }
    }

    private async ValueTask<bool> WaitAsync(WaitingWriter<T> writer, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(writer, cancellationToken), null);
        return await writer.Written;
    }

    /// <summary>A writer that gives up leaves the queue at once, so that one who tries again and again cannot fill it.</summary>
    private void GiveUp(WaitingWriter<T> writer, CancellationToken cancellationToken)
    {
        writer.Cancel(cancellationToken);
        lock (_gate)
        {
            _postponed.Remove(writer);
            EndWaiting();
        }
    }
}
