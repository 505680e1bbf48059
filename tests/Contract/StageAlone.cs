using System.Threading.Tasks.Dataflow;
using Microsoft.Extensions.Logging;
using Tidings.Blocks;

namespace Tidings.Contract;

/// <summary>One stage without a graph, in virtual time: post inputs, run the world, look at what came out.</summary>
public sealed class StageAlone<TIn, TOut>
{
    private readonly CollectingTarget<TOut> _collector = new();

    /// <summary>Makes the block in a world of its own, or in the given one.</summary>
    public StageAlone(StageFactory<TIn, TOut> factory, VirtualWorld? world = null, ILoggerFactory? loggers = null, CancellationToken stopping = default)
    {
        World = world ?? new VirtualWorld();
        Context = AloneContext.Create("alone", World, Signals, loggers, stopping);
        Block = factory(Context);
        Block.LinkTo(_collector, new DataflowLinkOptions { PropagateCompletion = true });
    }

    /// <summary>The scheduler and the clock.</summary>
    public VirtualWorld World { get; }

    /// <summary>What the factory was given.</summary>
    public StageContext Context { get; }

    /// <summary>What the stage raised.</summary>
    public RecordedSignals Signals { get; } = new();

    /// <summary>The block itself.</summary>
    public IPropagatorBlock<TIn, TOut> Block { get; }

    /// <summary>What came out so far, in order.</summary>
    public IReadOnlyList<TOut> Output => _collector.Items;

    /// <summary>Whether the block said that it is done with its output.</summary>
    public bool OutputEnded => _collector.Completion.IsCompleted;

    /// <summary>Posts one input and runs what is ready.</summary>
    /// <exception cref="InvalidOperationException">The block took it neither at once nor after everything ready had run.</exception>
    public StageAlone<TIn, TOut> Post(TIn item)
    {
        World.RunReady();
        if (!Block.Post(item))
        {
            throw new InvalidOperationException($"The block does not take '{item}'.");
        }

        World.RunReady();
        return this;
    }

    /// <summary>Posts several inputs, each when the block has room.</summary>
    public StageAlone<TIn, TOut> Post(IEnumerable<TIn> items)
    {
        foreach (var item in items)
        {
            Post(item);
        }

        return this;
    }

    /// <summary>Runs this much virtual time.</summary>
    public StageAlone<TIn, TOut> RunFor(TimeSpan time)
    {
        World.RunFor(time);
        return this;
    }

    /// <summary>Completes the block and runs until it has ended.</summary>
    public StageAlone<TIn, TOut> Complete(TimeSpan? within = null)
    {
        Block.Complete();
        World.RunUntil(() => Block.Completion.IsCompleted && OutputEnded, within ?? TimeSpan.FromHours(1));
        return this;
    }
}

/// <summary>Makes a stage that stands alone; the types come from the factory.</summary>
public static class StageAlone
{
    /// <summary>The stage in a world of its own, or in the given one.</summary>
    public static StageAlone<TIn, TOut> Of<TIn, TOut>(StageFactory<TIn, TOut> factory, VirtualWorld? world = null) => new(factory, world);
}
