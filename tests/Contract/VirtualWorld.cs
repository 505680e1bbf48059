using Tidings.Simulation.Kernel;

namespace Tidings.Contract;

/// <summary>
/// One machine of the simulator's world for a test of parts: a scheduler and a clock that belong together; the clock moves only when no step is ready. The
/// caller is blocked until a run is done, so code that runs here must await nothing that no step of the world ends.
/// </summary>
public sealed class VirtualWorld
{
    private readonly World _world;
    private readonly SimulatedHost _host;

    /// <summary>One seed, one history.</summary>
    public VirtualWorld(int seed = 1)
    {
        // A context of the test framework would take continuations to other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        Seed = seed;
        _world = new World(seed);
        _host = _world.CreateHost(0, "test");
    }

    /// <summary>What decides the order of steps.</summary>
    public int Seed { get; }

    /// <summary>Where everything runs.</summary>
    public TaskScheduler Scheduler => _host;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _host.Clock;

    /// <summary>Virtual time since the world began.</summary>
    public TimeSpan Now => _world.Clock.Now;

    /// <summary>Steps run so far.</summary>
    public long Steps => _world.Steps;

    /// <summary>Steps that were queued from outside the scheduler while the world ran. Only completions of blocks may do that.</summary>
    public long Escapes => _world.Escapes;

    /// <summary>Runs until the work has ended; rethrows what it threw.</summary>
    /// <exception cref="TimeoutException">It did not end within the virtual time (default one hour), or nothing is left that could end it.</exception>
    public void Run(Func<Task> work, TimeSpan? within = null)
    {
        var task = _host.Start(work);
        RunUntil(() => task.IsCompleted, within ?? TimeSpan.FromHours(1));
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run(Func{Task}, TimeSpan?)" />
    public T Run<T>(Func<Task<T>> work, TimeSpan? within = null)
    {
        var task = _host.Start(work);
        RunUntil(() => task.IsCompleted, within ?? TimeSpan.FromHours(1));
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Starts work in the world without running it yet.</summary>
    public Task Start(Func<Task> work) => _host.Start(work);

    /// <summary>Runs until the condition holds; it is asked after every step.</summary>
    /// <exception cref="TimeoutException">It does not hold within the virtual time.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan within)
    {
        var limit = Now + within;
        if (!_world.RunUntil(condition, limit))
        {
            throw new TimeoutException($"Seed {Seed}: not so after {Now} of virtual time and {Steps} steps; no step is ready, no timer due before {limit}.");
        }
    }

    /// <summary>Runs everything that happens in this much virtual time, and leaves the clock at its end.</summary>
    public void RunFor(TimeSpan time) => _world.RunTo(Now + time);

    /// <summary>Runs everything that is ready without moving the clock.</summary>
    public void RunReady() => RunFor(TimeSpan.Zero);
}
