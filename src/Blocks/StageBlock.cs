using System.Threading.Tasks.Dataflow;

namespace Tidings.Blocks;

/// <summary>
/// The block of a stage that works on one input at a time and has one reader: what an input gives is brought to the reader before the next input is taken, on
/// the same task. A transform block of TPL Dataflow keeps its outputs in a queue of its own, and wakes another task for each to empty it; any block of it
/// makes a task of every input whose outputs have to wait, and takes a signal before its turn.
/// </summary>
internal sealed class StageBlock<TIn, TOut> : IPropagatorBlock<TIn, TOut>, IStageTarget<TIn>, IStageWork
{
    private readonly Func<TIn, IReadOnlyList<TOut>> _handle;
    private readonly StageInbox<TIn> _inbox;
    private readonly StageContext _context;
    private readonly int _inputsPerTask;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _linked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outlet<TOut>? _outlet;
    private Exception? _fault;
    private bool _isAfterAnother;

    /// <param name="handle">What an input gives, read before the next call. What it throws faults the stage.</param>
    /// <param name="context">The stage.</param>
    /// <param name="capacity">How many inputs it may hold, the one in work included.</param>
    public StageBlock(Func<TIn, IReadOnlyList<TOut>> handle, StageContext context, int capacity = 64)
    {
        var options = context.Bounded(capacity);
        _handle = handle;
        _context = context;
        _inbox = new StageInbox<TIn>(options.BoundedCapacity);
        _inputsPerTask = options.MaxMessagesPerTask == DataflowBlockOptions.Unbounded ? int.MaxValue : options.MaxMessagesPerTask;
    }

    public Task Completion => _ended.Task;

    /// <summary>Asked while handling an input: whether another will be handled after it, come what may but a fault.</summary>
    public bool HasWaiting => _inbox.HasItems;

    public bool TryAccept(TIn item)
    {
        var isTaken = _inbox.TryAdd(item, out var begins);
        BeginIf(begins);
        return isTaken;
    }

    public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, TIn messageValue, ISourceBlock<TIn>? source, bool consumeToAccept)
    {
        if (!messageHeader.IsValid || (source is null && consumeToAccept))
        {
            throw new ArgumentException("An offer has a valid header, and a source if it has to be consumed.", nameof(messageHeader));
        }

        if (!consumeToAccept && TryAccept(messageValue))
        {
            return DataflowMessageStatus.Accepted;
        }

        var begins = false;
        var status = source is not null && _inbox.TryPostpone(source, messageHeader, out begins) ? DataflowMessageStatus.Postponed
            : _inbox.IsEnded ? DataflowMessageStatus.DecliningPermanently
            : DataflowMessageStatus.Declined;
        BeginIf(begins);
        return status;
    }

    public void Complete()
    {
        if (_inbox.End())
        {
            Finish();
        }
    }

    /// <summary>What waits, also for its reader, is dropped.</summary>
    public void Fault(Exception exception)
    {
        Interlocked.CompareExchange(ref _fault, exception, null);
        var isIdle = _inbox.Drop();
        _linked.TrySetResult();
        Volatile.Read(ref _outlet)?.Close();
        if (isIdle)
        {
            Finish();
        }
    }

    /// <summary>Once, and for as long as the stage lives: disposing of the link changes nothing.</summary>
    /// <exception cref="InvalidOperationException">It has a reader.</exception>
    public IDisposable LinkTo(ITargetBlock<TOut> target, DataflowLinkOptions linkOptions)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(linkOptions);
        var outlet = new Outlet<TOut>(target, _context.Time);
        if (Interlocked.CompareExchange(ref _outlet, outlet, null) is not null)
        {
            throw new InvalidOperationException($"Stage '{_context.Stage}' has a reader.");
        }

        if (Volatile.Read(ref _fault) is not null)
        {
            outlet.Close();
        }

        _linked.TrySetResult();
        if (linkOptions.PropagateCompletion)
        {
            Completion.ContinueWith(ended => End(target, ended), CancellationToken.None, TaskContinuationOptions.DenyChildAttach, _context.Scheduler);
        }

        return new EternalLink();
    }

    public TOut? ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target, out bool messageConsumed) => throw OutletIsTheSource();

    public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target) => throw OutletIsTheSource();

    public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target) => throw OutletIsTheSource();

    internal static void End(ITargetBlock<TOut> target, Task ended)
    {
        if (ended.Exception is { } exception)
        {
            target.Fault(exception);
        }
        else
        {
            target.Complete();
        }
    }

    internal static NotSupportedException OutletIsTheSource() => new("What a stage offers is asked of the source that offers it.");

    private void BeginIf(bool begins)
    {
        if (begins)
        {
            NextInLine.Begin(this, _context.Scheduler);
        }
    }

    void IStageWork.Begun() => NextInLine.Run(this, _context.Scheduler);

    /// <summary>Takes inputs until none waits, or the reader makes it wait: then it goes on when the reader does.</summary>
    void IStageWork.Do()
    {
        try
        {
            for (var done = 0; done < _inputsPerTask; done++)
            {
                if (!TryTake(out var input))
                {
                    return;
                }

                var delivering = Deliver(_handle(input));
                if (!delivering.IsCompletedSuccessfully)
                {
                    _ = GoOnAfterAsync(delivering);
                    return;
                }
            }

            NextInLine.Schedule(this, _context.Scheduler);
        }
        catch (Exception exception)
        {
            Break(exception);
        }
    }

    private async Task GoOnAfterAsync(ValueTask delivering)
    {
        try
        {
            await delivering;
            BeginIf(true);
        }
        catch (Exception exception)
        {
            Break(exception);
        }
    }

    private void Break(Exception exception)
    {
        Fault(exception);
        Finish();
    }

    /// <summary>Nobody works any more, and nothing waits.</summary>
    private void Finish()
    {
        if (Volatile.Read(ref _fault) is { } fault)
        {
            _ended.TrySetException(fault);
        }
        else
        {
            _ended.TrySetResult();
        }
    }

    private bool TryTake(out TIn input)
    {
        var isTaken = _inbox.TryTake(this, _isAfterAnother, out input, out var hasEnded);
        _isAfterAnother = isTaken;
        if (hasEnded)
        {
            Finish();
        }

        return isTaken;
    }

    private ValueTask Deliver(IReadOnlyList<TOut> outputs)
    {
        for (var i = 0; i < outputs.Count; i++)
        {
            if (Volatile.Read(ref _outlet) is not { } outlet || !outlet.TryDeliver(outputs[i]))
            {
                return DeliverRestAsync(outputs, i);
            }
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask DeliverRestAsync(IReadOnlyList<TOut> outputs, int at)
    {
        await _linked.Task;
        for (; at < outputs.Count; at++)
        {
            if (Volatile.Read(ref _outlet) is not { } outlet || !await outlet.DeliverAsync(outputs[at]))
            {
                Ownership.Free(outputs[at]);
            }
        }
    }

    internal sealed class EternalLink : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
