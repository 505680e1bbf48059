using System.Threading.Tasks.Dataflow;

namespace Tidings.Blocks;

/// <summary>
/// The block of a stage that works on one input at a time and has one reader: what an input gives is brought to the reader before the next input is taken, on
/// the same task. A transform block of TPL Dataflow keeps its outputs in a queue of its own, and wakes another task for each to empty it.
/// </summary>
internal sealed class StageBlock<TIn, TOut> : IPropagatorBlock<TIn, TOut>
{
    private readonly Func<TIn, IReadOnlyList<TOut>> _handle;
    private readonly ActionBlock<TIn> _inputs;
    private readonly StageContext _context;
    private readonly TaskCompletionSource _linked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outlet<TOut>? _outlet;
    private volatile bool _isFaulted;

    /// <param name="handle">What an input gives, read before the next call. What it throws faults the stage.</param>
    /// <param name="context">The stage.</param>
    /// <param name="capacity">How many inputs it may hold, the one in work included.</param>
    public StageBlock(Func<TIn, IReadOnlyList<TOut>> handle, StageContext context, int capacity = 64)
    {
        _handle = handle;
        _context = context;
        _inputs = new ActionBlock<TIn>(HandleAsync, context.Bounded(capacity));
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
            _inputs.Completion.ContinueWith(
                inputs => End(target, inputs), CancellationToken.None, TaskContinuationOptions.DenyChildAttach, _context.Scheduler);
        }

        return new EternalLink();
    }

    public TOut? ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target, out bool messageConsumed) => throw OutletIsTheSource();

    public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target) => throw OutletIsTheSource();

    public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<TOut> target) => throw OutletIsTheSource();

    private static void End(ITargetBlock<TOut> target, Task inputs)
    {
        if (inputs.Exception is { } exception)
        {
            target.Fault(exception);
        }
        else
        {
            target.Complete();
        }
    }

    private static NotSupportedException OutletIsTheSource() => new("What a stage offers is asked of the source that offers it.");

    private Task HandleAsync(TIn input)
    {
        var outputs = _handle(input);
        for (var i = 0; i < outputs.Count; i++)
        {
            var delivering = DeliverAsync(outputs[i]);
            if (!delivering.IsCompletedSuccessfully)
            {
                return DeliverRestAsync(delivering, outputs, i);
            }

            FreeUnless(delivering.Result, outputs[i]);
        }

        return Task.CompletedTask;
    }

    private async Task DeliverRestAsync(ValueTask<bool> delivering, IReadOnlyList<TOut> outputs, int at)
    {
        FreeUnless(await delivering, outputs[at]);
        for (var i = at + 1; i < outputs.Count; i++)
        {
            FreeUnless(await DeliverAsync(outputs[i]), outputs[i]);
        }
    }

    private ValueTask<bool> DeliverAsync(TOut output) => Volatile.Read(ref _outlet) is { } outlet ? outlet.DeliverAsync(output) : DeliverLinkedAsync(output);

    private async ValueTask<bool> DeliverLinkedAsync(TOut output)
    {
        await _linked.Task;
        return Volatile.Read(ref _outlet) is { } outlet && await outlet.DeliverAsync(output);
    }

    private static void FreeUnless(bool delivered, TOut output)
    {
        if (!delivered)
        {
            Ownership.Free(output);
        }
    }

    private sealed class EternalLink : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
