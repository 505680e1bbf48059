using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>
/// The cell of a signal, in the shape of a source with at most one message. It is offered to be consumed, so that the target gets what the value has
/// become by then, and clearing and handing over are one step: a raise falls either before it, and is in, or after it, and offers anew.
/// </summary>
internal sealed class SignalCell<T, TIn>(string name, Func<T, TIn> wrap, Func<T, T, T> merge, TaskScheduler scheduler, TimeProvider time)
    : Signal<T>, ISignalCell, ISourceBlock<TIn>
{
    private readonly Lock _gate = new();
    private ITargetBlock<TIn>? _target;
    private DataflowMessageHeader _offered;
    private T? _value;
    private long _lastId;
    private bool _raised;
    private bool _reserved;
    private bool _ended;

    public string Name => name;

    public Task Completion => _target?.Completion ?? Task.CompletedTask;

    /// <summary>Says where it goes, and delivers what was raised before.</summary>
    public void Bind(IDataflowBlock target)
    {
        lock (_gate)
        {
            _target = (ITargetBlock<TIn>)target;
        }

        OfferIfIdle();
    }

    public override void Raise(T value)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _value = _raised ? merge(_value!, value) : value;
            _raised = true;
        }

        OfferIfIdle();
    }

    public TIn? ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<TIn> target, out bool messageConsumed)
    {
        ArgumentNullException.ThrowIfNull(target);
        T value;
        lock (_gate)
        {
            messageConsumed = IsOnOffer(messageHeader);
            if (!messageConsumed)
            {
                return default;
            }

            value = _value!;
            Clear();
        }

        return wrap(value);
    }

    public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<TIn> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (_gate)
        {
            return IsOnOffer(messageHeader) && (_reserved = true);
        }
    }

    public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<TIn> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (_gate)
        {
            if (!_reserved || !IsOnOffer(messageHeader))
            {
                throw new InvalidOperationException("The message is not reserved.");
            }

            _reserved = false;
            _offered = default;
        }

        // The target may hold its own lock here, so it is not called back.
        _ = Task.Factory.StartNew(OfferIfIdle, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    public IDisposable LinkTo(ITargetBlock<TIn> target, DataflowLinkOptions linkOptions) => throw new NotSupportedException("A signal has one target.");

    public void Complete() => throw new NotSupportedException("A signal ends with its target.");

    public void Fault(Exception exception) => throw new NotSupportedException("A signal ends with its target.");

    private void OfferIfIdle()
    {
        DataflowMessageHeader header;
        ITargetBlock<TIn> target;
        T value;
        lock (_gate)
        {
            if (_target is null || !_raised || _offered.IsValid || _ended)
            {
                return;
            }

            _offered = header = new DataflowMessageHeader(++_lastId);
            target = _target;
            value = _value!;
        }

        switch (target.OfferMessage(header, wrap(value), this, consumeToAccept: true))
        {
            case DataflowMessageStatus.DecliningPermanently:
                End();
                break;
            case DataflowMessageStatus.Declined or DataflowMessageStatus.NotAvailable when Withdraw(header):
                _ = Task.Factory.StartNew(OfferLaterAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
                break;
            default:
                // Postponed: it comes back for it. Accepted: it has consumed it.
                break;
        }
    }

    private async Task OfferLaterAsync()
    {
        await Task.Delay(OfferProtocol.OfferAgainAfter, time);
        OfferIfIdle();
    }

    private bool Withdraw(DataflowMessageHeader header)
    {
        lock (_gate)
        {
            if (!IsOnOffer(header))
            {
                return false;
            }

            _offered = default;
            return true;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _ended = true;
            Clear();
        }
    }

    private void Clear()
    {
        _value = default;
        _raised = false;
        _reserved = false;
        _offered = default;
    }

    private bool IsOnOffer(DataflowMessageHeader header) => _offered.IsValid && _offered == header;
}
