using System.Threading.Tasks.Dataflow;

namespace Tidings.Blocks;

/// <summary>
/// The way out of a stage or an edge: offers one item at a time to what stands behind it and knows when it was taken. Speaks the whole offer protocol itself,
/// since the helpers of TPL Dataflow wake up on the thread pool. Foreign code is never called under the lock. A target of ours is asked directly first.
/// </summary>
internal sealed class Outlet<T>(ITargetBlock<T> target, TimeProvider time) : ISourceBlock<T>
{
    private readonly Lock _gate = new();
    private readonly IStageTarget<T>? _direct = target as IStageTarget<T>;
    private DataflowMessageHeader _offered;
    private T? _item;
    private long _lastId;
    private bool _reserved;
    private bool _released;
    private bool _closed;
    private TaskCompletionSource? _answer;

    public Task Completion => target.Completion;

    /// <summary>True when the target took the item at once. Otherwise <see cref="DeliverAsync"/> is to be asked.</summary>
    public bool TryDeliver(T item) => _direct is not null && !Volatile.Read(ref _closed) && _direct.TryAccept(item);

    /// <summary>True when the target took the item, false when it will never take anything, or the outlet was closed.</summary>
    public ValueTask<bool> DeliverAsync(T item)
    {
        if (Volatile.Read(ref _closed))
        {
            return new ValueTask<bool>(false);
        }

        var status = Offer(item, out var header);
        return status switch
        {
            DataflowMessageStatus.Accepted => new ValueTask<bool>(true),
            DataflowMessageStatus.DecliningPermanently => new ValueTask<bool>(false),
            _ => PersistAsync(item, header, status),
        };
    }

    /// <summary>Offers again what is on offer, for the case that the target ended without releasing it.</summary>
    public void OfferAgain()
    {
        TaskCompletionSource? answer = null;
        lock (_gate)
        {
            if (_offered.IsValid && !_reserved)
            {
                _released = true;
                answer = _answer;
            }
        }

        answer?.TrySetResult();
    }

    /// <summary>Takes back what is on offer, unless it is reserved, and offers nothing any more.</summary>
    public void Close()
    {
        Volatile.Write(ref _closed, true);
        OfferAgain();
    }

    public T? ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<T> target, out bool messageConsumed)
    {
        ArgumentNullException.ThrowIfNull(target);
        TaskCompletionSource? answer;
        T? item;
        lock (_gate)
        {
            messageConsumed = IsOnOffer(messageHeader);
            if (!messageConsumed)
            {
                return default;
            }

            item = _item;
            answer = _answer;
            Withdraw();
        }

        answer?.TrySetResult();
        return item;
    }

    public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<T> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (_gate)
        {
            return IsOnOffer(messageHeader) && (_reserved = true);
        }
    }

    public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<T> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (_gate)
        {
            if (!_reserved || !IsOnOffer(messageHeader))
            {
                throw new InvalidOperationException("The message is not reserved.");
            }

            _reserved = false;
        }

        OfferAgain();
    }

    public IDisposable LinkTo(ITargetBlock<T> target, DataflowLinkOptions linkOptions) => throw new NotSupportedException("An outlet has one target.");

    public void Complete() => throw new NotSupportedException("An outlet ends with its owner.");

    public void Fault(Exception exception) => throw new NotSupportedException("An outlet ends with its owner.");

    private async ValueTask<bool> PersistAsync(T item, DataflowMessageHeader header, DataflowMessageStatus status)
    {
        while (true)
        {
            switch (status)
            {
                case DataflowMessageStatus.Accepted:
                    return true;
                case DataflowMessageStatus.DecliningPermanently:
                    return false;
                case DataflowMessageStatus.Postponed:
                    if (await ConsumedAsync(header))
                    {
                        return true;
                    }

                    break;
                default:
                    if (!TryWithdraw(header))
                    {
                        return true;
                    }

                    await Task.Delay(OfferProtocol.OfferAgainAfter, time);
                    break;
            }

            if (Volatile.Read(ref _closed))
            {
                return false;
            }

            status = Offer(item, out header);
        }
    }

    private DataflowMessageStatus Offer(T item, out DataflowMessageHeader header)
    {
        lock (_gate)
        {
            _item = item;
            _offered = header = new DataflowMessageHeader(++_lastId);
        }

        var status = target.OfferMessage(header, item, this, consumeToAccept: false);
        if (status is DataflowMessageStatus.Accepted or DataflowMessageStatus.DecliningPermanently)
        {
            TryWithdraw(header);
        }

        return status;
    }

    /// <summary>True when the postponed item was consumed, false when it has to be offered again. The answer may have come before the target said "postponed".</summary>
    private async ValueTask<bool> ConsumedAsync(DataflowMessageHeader header)
    {
        Task answered;
        lock (_gate)
        {
            if (!IsOnOffer(header))
            {
                return true;
            }

            if (_released || Volatile.Read(ref _closed))
            {
                Withdraw();
                return false;
            }

            _answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            answered = _answer.Task;
        }

        await answered;
        return !TryWithdraw(header);
    }

    private bool TryWithdraw(DataflowMessageHeader header)
    {
        lock (_gate)
        {
            if (!IsOnOffer(header))
            {
                return false;
            }

            Withdraw();
            return true;
        }
    }

    private bool IsOnOffer(DataflowMessageHeader header) => _offered.IsValid && _offered == header;

    private void Withdraw()
    {
        _offered = default;
        _item = default;
        _reserved = false;
        _released = false;
        _answer = null;
    }
}
