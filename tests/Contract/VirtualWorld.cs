namespace Tidings.Contract;

/// <summary>
/// A scheduler and a clock that belong together: the clock moves only when no step is ready. The calling thread runs everything, so these methods do not
/// return until it is done: a test that awaited something nobody steps would hang.
/// </summary>
public sealed class VirtualWorld
{
    /// <summary>How long the machine may need to finish what the thread pool does; only reached when a test fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly PoolBarrier _pool;

    /// <summary>One seed, one history.</summary>
    public VirtualWorld(int seed = 1)
    {
        Seed = seed;
        Scheduler = new SimulationScheduler(seed);
        Scheduler.Enter();
        _pool = new PoolBarrier(Scheduler);
        Time = new VirtualTimeProvider(Scheduler);
    }

    /// <summary>What decides the order of steps.</summary>
    public int Seed { get; }

    /// <summary>Where everything runs.</summary>
    public SimulationScheduler Scheduler { get; }

    /// <summary>The clock.</summary>
    public VirtualTimeProvider Time { get; }

    /// <summary>Runs until the work has ended; rethrows what it threw.</summary>
    /// <exception cref="TimeoutException">It did not end within the virtual time (default one hour), or nothing is left that could end it.</exception>
    public void Run(Func<Task> work, TimeSpan? within = null)
    {
        var task = Start(work);
        RunUntil(() => task.IsCompleted, within ?? TimeSpan.FromHours(1));
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run(Func{Task}, TimeSpan?)" />
    public T Run<T>(Func<Task<T>> work, TimeSpan? within = null)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Scheduler).Unwrap();
        RunUntil(() => task.IsCompleted, within ?? TimeSpan.FromHours(1));
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Starts work in the world without running it yet.</summary>
    public Task Start(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Scheduler).Unwrap();

    /// <summary>Runs until the condition holds; it is asked after every step.</summary>
    /// <exception cref="TimeoutException">It does not hold within the virtual time.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan within)
    {
        Scheduler.Enter();
        var limit = Time.Elapsed + within;
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (Scheduler.Step())
            {
                started = TimeProvider.System.GetTimestamp();
            }
            else if (!_pool.Settle() && !condition() && !Time.AdvanceToNextTimer(limit)
                && TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"Seed {Seed}: not so after {Time.Elapsed} of virtual time and {Scheduler.Steps} steps; no step is ready, no timer due before {limit}.");
            }
        }
    }

    /// <summary>Runs everything that happens in this much virtual time, and leaves the clock at its end.</summary>
    public void RunFor(TimeSpan time)
    {
        Scheduler.Enter();
        var end = Time.Elapsed + time;
        while (Scheduler.Step() || _pool.Settle() || Time.AdvanceToNextTimer(end))
        {
        }

        Time.AdvanceTo(end);
    }

    /// <summary>Runs everything that is ready without moving the clock.</summary>
    public void RunReady() => RunFor(TimeSpan.Zero);
}
