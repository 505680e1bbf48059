using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;

namespace Tidings.Benchmarks.Support;

/// <summary>A block alone: takes inputs, and runs on the caller's thread until all came out that they cause.</summary>
internal sealed class StageRig<TIn, TOut>
{
    private readonly PumpedScheduler _scheduler = new();
    private readonly IPropagatorBlock<TIn, TOut> _block;
    private readonly TakingTarget<TOut> _target;
    private long _came;

    /// <param name="factory">The stage.</param>
    /// <param name="take">Sees each output.</param>
    /// <param name="weigh">How many things an output says; one, if not told.</param>
    public StageRig(StageFactory<TIn, TOut> factory, Action<TOut>? take = null, Func<TOut, int>? weigh = null)
    {
        _block = factory(StageContexts.Of(_scheduler));
        _target = new TakingTarget<TOut>(output =>
        {
            _came += weigh?.Invoke(output) ?? 1;
            if (take is null)
            {
                Ownership.Free(output);
            }
            else
            {
                take(output);
            }
        });
        _block.LinkTo(_target, new DataflowLinkOptions { PropagateCompletion = true });
    }

    /// <summary>Queues one input; runs what is queued if there is no room.</summary>
    public void Post(TIn input)
    {
        while (!_block.Post(input))
        {
            Run();
        }
    }

    /// <summary>Runs until the block rests.</summary>
    public void Run() => _scheduler.Pump();

    /// <summary>Runs until the block rests, and looks at what came out since the last time.</summary>
    /// <exception cref="InvalidOperationException">It is not so many items: the figures would be those of other work, or of none.</exception>
    public void Run(long expected)
    {
        Run();
        var came = _came;
        _came = 0;
        if (came != expected)
        {
            throw new InvalidOperationException($"{came} outputs, not {expected}. {_block.Completion.Exception}");
        }
    }
}
