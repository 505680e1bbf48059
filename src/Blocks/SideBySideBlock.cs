using System.Threading.Tasks.Dataflow;

namespace Tidings.Blocks;

/// <summary>
/// The block of a stage that works on several inputs at a time and has one reader. What an input gives is brought to the reader by the task that worked on it,
/// in the order in which they are done; a transform block of TPL Dataflow wakes another task for it.
/// </summary>
internal sealed class SideBySideBlock<TIn, TOut> : IPropagatorBlock<TIn, TOut>
{
    private readonly Func<TIn, ValueTask<IReadOnlyList<TOut>>> _handle;
    private readonly ActionBlock<TIn> _inputs;
    private readonly StageContext _context;
    private readonly Turn _turn = new();
    private readonly TaskCompletionSource _linked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outlet<TOut>? _outlet;
    private volatile bool _isFaulted;

    /// <param name="handle">What an input gives. What it throws faults the stage.</param>
    /// <param name="context">The stage.</param>
    /// <param name="capacity">How many inputs it may hold, those in work included.</param>
    /// <param name="parallelism">How many may be in work.</param>
    public SideBySideBlock(Func<TIn, ValueTask<IReadOnlyList<TOut>>> handle, StageContext context, int capacity, int parallelism)
    {
        _handle = handle;
        _context = context;
        _inputs = new ActionBlock<TIn>(HandleAsync, context.Bounded(capacity, parallelism));
    }

    public Task Completion => _inputs.Completion;

    public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, TIn messageValue, ISourceBlock<TIn>? source, bool consumeToAccept) =>
        ((ITargetBlock<TIn>)_inputs).OfferMessage(messageHeader, messageValue, source, consumeToAccept);

    public void Complete() => _inputs.Complete();

    /// <summary>What waits, also for its reader, is dropped.</summary>
    public void Fault(Exception exception)
    {
        ((IDataflowBlock)_inputs).Fault(exception);
        _isFaulted = true;
        _linked.TrySetResult();
        Volatile.Read(ref _outlet)?.Close();
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

        if (_isFaulted)
        {
            outlet.Close();
        }

        _linked.TrySetResult();
        if (linkOptions.PropagateCompletion)
        {
            Completion.ContinueWith(ended => StageBlock<TIn, TOut>.End(target, ended), CancellationToken.None, TaskContinuationOptions.DenyChildAttach, _context.Scheduler);
        }

        return new StageBlock<TIn, TOut>.EternalLink();
    }

    public TOut? ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target, out bool messageConsumed) =>
        throw StageBlock<TIn, TOut>.OutletIsTheSource();

    public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target) => throw StageBlock<TIn, TOut>.OutletIsTheSource();

    public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target) => throw StageBlock<TIn, TOut>.OutletIsTheSource();

    private Task HandleAsync(TIn input)
    {
        var handling = _handle(input);
        if (!handling.IsCompletedSuccessfully)
        {
            return DeliverAsync(handling);
        }

        var outputs = handling.Result;
        return outputs.Count == 0 || TryDeliver(outputs) ? Task.CompletedTask : DeliverAsync(new ValueTask<IReadOnlyList<TOut>>(outputs));
    }

    /// <summary>The one output that nearly every input has, if nobody else is at it and the reader takes it at once.</summary>
    private bool TryDeliver(IReadOnlyList<TOut> outputs)
    {
        if (outputs.Count > 1 || !_turn.TryEnter())
        {
            return false;
        }

        var isDelivered = Volatile.Read(ref _outlet) is { } outlet && outlet.TryDeliver(outputs[0]);
        _turn.Leave();
        return isDelivered;
    }

    private async Task DeliverAsync(ValueTask<IReadOnlyList<TOut>> handling)
    {
        var outputs = await handling;
        if (outputs.Count == 0)
        {
            return;
        }

        // The outlet takes one item at a time.
        await _turn.EnterAsync();
        try
        {
            await _linked.Task;
            for (var i = 0; i < outputs.Count; i++)
            {
                if (Volatile.Read(ref _outlet) is not { } outlet || !await outlet.DeliverAsync(outputs[i]))
                {
                    Ownership.Free(outputs[i]);
                }
            }
        }
        finally
        {
            _turn.Leave();
        }
    }
}
