using System.Diagnostics.Metrics;
using System.Threading.Tasks.Dataflow;
using Microsoft.Extensions.Logging;

namespace Tidings.Blocks;

/// <summary>All that a stage's factory is given. One per stage and graph. Thread-safe, but for <see cref="Random"/>.</summary>
public sealed class StageContext
{
    private readonly StageServices _services;

    internal StageContext(string stage, StageServices services)
    {
        _services = services;
        Stage = stage;
        Random = new Random(StableSeed.Derive(services.Seed, stage));
        Logger = services.LoggerFactory.CreateLogger($"Tidings.Stages.{stage}");
    }

    /// <summary>The name of the stage.</summary>
    public string Stage { get; }

    /// <summary>The only clock that a block may ask.</summary>
    public TimeProvider Time => _services.Time;

    /// <summary>Where every task of the block runs; loops start with <c>Task.Factory.StartNew</c> on it.</summary>
    public TaskScheduler Scheduler => _services.Scheduler;

    /// <summary>Seeded from the graph's seed and the stage's name, the same in every process. Not thread-safe: for one task at a time.</summary>
    public Random Random { get; }

    /// <summary>Cancelled when the graph was to end and did not in time, or the node stops at once: what still works gives up. A stop in time completes the blocks and lets them drain, without this.</summary>
    public CancellationToken Stopping => _services.Stopping;

    /// <summary>The stage's log; its category is <c>Tidings.Stages.</c> and the name.</summary>
    public ILogger Logger { get; }

    /// <summary>The node's meter, named <c>Tidings</c>.</summary>
    public Meter Meter => _services.Meter;

    /// <summary>
    /// Block options: bounded, on the graph's scheduler, unordered only where several items are in work at once. There is no cancellation token in
    /// them: a block that stops completes, and loses nothing that it accepted.
    /// </summary>
    /// <param name="capacity">How many items the block may hold, in work and finished ones included; at least <paramref name="parallelism"/>.</param>
    /// <param name="parallelism">How many items may be in work at once; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below its range.</exception>
    public ExecutionDataflowBlockOptions Bounded(int capacity = 64, int parallelism = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, parallelism);
        return new ExecutionDataflowBlockOptions
        {
            BoundedCapacity = capacity,
            MaxDegreeOfParallelism = parallelism,
            MaxMessagesPerTask = _services.MessagesPerTask,
            EnsureOrdered = parallelism == 1,
            TaskScheduler = _services.Scheduler,
            NameFormat = Stage,
        };
    }

    /// <summary>The signal that the graph declares under this key. Ask in the factory, so that a missing one is found before anything starts.</summary>
    /// <typeparam name="T">What is said.</typeparam>
    /// <param name="key">The signal's key.</param>
    /// <exception cref="InvalidOperationException">The graph declares no such signal.</exception>
    public Signal<T> Signal<T>(SignalKey<T> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _services.Signals.Find(key);
    }
}
