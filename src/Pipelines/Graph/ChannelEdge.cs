using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>
/// A bounded channel between two stages. As a target it accepts, merges, drops or postpones, and comes back for what it postponed when there is room;
/// <see cref="EdgeDelivery{T}"/> brings what waits to the next stage, always on the graph's scheduler. Nothing foreign is called under the lock but the pure
/// functions of the options.
/// </summary>
internal sealed partial class ChannelEdge<T> : ITargetBlock<T>, IStageTarget<T>, IEdge
{
    private readonly Lock _gate = new();
    private readonly PostponedOffers<T> _postponed = new();
    private readonly EdgeCounters _counters;
    private readonly EdgeStore<T> _store;
    private readonly EdgeDelivery<T> _delivery;
    private readonly Intake _intake;
    private readonly TaskScheduler _scheduler;
    private readonly IEdgeObserver? _observer;
    private readonly Action _admitPostponed, _close;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _fault;
    private bool _done;

    public ChannelEdge(string name, string to, EdgeOptions<T> options, ITargetBlock<T> target, Intake intake, TaskScheduler scheduler, TimeProvider time, IEdgeObserver? observer = null)
    {
        Name = name;
        To = to;
        _counters = new EdgeCounters(time);
        _store = new EdgeStore<T>(options, _counters);
        _delivery = new EdgeDelivery<T>(_gate, _store, _postponed, target, scheduler, time);
        _intake = intake;
        _scheduler = scheduler;
        _observer = observer;
        (_admitPostponed, _close) = (AdmitPostponed, Close);
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

    public bool TryAccept(T item) => TryWrite(item);

    public void Start()
    {
        lock (_gate)
        {
            _delivery.Open();
        }

        Deliver();
    }

    public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, T messageValue, ISourceBlock<T>? source, bool consumeToAccept)
    {
        if (!messageHeader.IsValid || (source is null && consumeToAccept))
        {
            throw new ArgumentException("An offer has a valid header, and a source if it has to be consumed.", nameof(messageHeader));
        }

        bool begins;
        lock (_gate)
        {
            if (_done)
            {
                return DataflowMessageStatus.DecliningPermanently;
            }

            var admitted = !consumeToAccept && TryAdmit(messageValue);
            if (!admitted)
            {
                return source is null ? DataflowMessageStatus.Declined : Postpone(source, messageHeader, consumeToAccept);
            }

            begins = _delivery.TryBegin();
        }

        DeliverIf(begins);
        return DataflowMessageStatus.Accepted;
    }

    /// <summary>Puts an item in without waiting. False when there is no room or the edge has ended; the item then still belongs to the caller.</summary>
    public bool TryWrite(T item)
    {
        bool begins;
        lock (_gate)
        {
            if (_done || _store.Closed || !TryAdmit(item))
            {
                return false;
            }

            begins = _delivery.TryBegin();
        }

        DeliverIf(begins);
        return true;
    }

    /// <summary>Puts an item in, waiting for room. False when the edge has ended; the item then still belongs to the caller.</summary>
    public ValueTask<bool> WriteAsync(T item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WaitingWriter<T>? writer = null;
        var begins = false;
        lock (_gate)
        {
            if (_done || _store.Closed)
            {
                return new ValueTask<bool>(false);
            }

            if (TryAdmit(item))
            {
                begins = _delivery.TryBegin();
            }
            else
            {
                writer = new WaitingWriter<T>(item);
                Postpone(writer, new DataflowMessageHeader(1), mayHaveRoom: false);
            }
        }

        DeliverIf(begins);
        return writer is null ? new ValueTask<bool>(true)
            : cancellationToken.CanBeCanceled ? WaitAsync(writer, cancellationToken)
            : new ValueTask<bool>(writer.Written);
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
        Deliver();
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

    private void Deliver()
    {
        bool begins;
        lock (_gate)
        {
            begins = _delivery.TryBegin();
        }

        DeliverIf(begins);
    }

    /// <summary>At once if this is a task of the graph, else in one: what waits for room would otherwise go on in the context of a user's thread.</summary>
    private void DeliverIf(bool begins)
    {
        if (begins && TaskScheduler.Current == _scheduler && SynchronizationContext.Current is null)
        {
            if (!_delivery.TryRunAtOnce())
            {
                _ = DeliverAsync(isOffer: true);
            }
        }
        else if (begins)
        {
            _ = Task.Factory.StartNew(() => DeliverAsync(isOffer: false), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        }
    }

    private async Task DeliverAsync(bool isOffer)
    {
        Exception? fault = null;
        try
        {
            if (!await _delivery.RunAsync(isOffer, _admitPostponed, _close))
            {
                return;
            }

            fault = _store.Fault;
        }
        catch (Exception exception)
        {
            fault = exception;
            _ = Task.Factory.StartNew(_close, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
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

    private void End(Exception? fault)
    {
        lock (_gate)
        {
            _done = true;
            _fault ??= fault;
            EndWaiting();
        }

        Deliver();
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
}
