namespace Tidings.Simulation.Kernel;

/// <summary>
/// One process of the simulated world: where its tasks run and what its clock says. Killed, its work and its timers never run again; paused, they wait. A
/// restart is a new host. Everything that was killed stays referenced to the end of the run, so that no finalizer has a say in it.
/// </summary>
internal sealed class SimulatedHost : TaskScheduler
{
    private readonly World _world;
    private readonly List<Step> _held = [];

    public SimulatedHost(World world, int index, string name)
    {
        _world = world;
        Index = index;
        Name = name;
        Clock = new HostClock(world.Clock, this);
    }

    /// <summary>Number of the node whose process it is; negative for the harness.</summary>
    public int Index { get; }

    public string Name { get; }

    public HostClock Clock { get; }

    public bool IsDead { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>Its node stops in order: blocks complete on the thread pool, whatever scheduler they have.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Steps it has run.</summary>
    public long Steps { get; internal set; }

    /// <inheritdoc />
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>As a <c>kill -9</c>: no step of it runs any more.</summary>
    public void Kill()
    {
        IsDead = true;
        _held.Clear();
        _world.Note(Index, "killed");
    }

    /// <summary>As a SIGSTOP: what is ready waits.</summary>
    public void Pause()
    {
        IsPaused = true;
        _world.Note(Index, "paused");
    }

    /// <summary>As a SIGCONT.</summary>
    public void Resume()
    {
        IsPaused = false;
        _world.Note(Index, "resumed");
        _held.ForEach(step => _world.Push(step));
        _held.Clear();
    }

    /// <summary>Starts asynchronous work here.</summary>
    public Task Start(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <inheritdoc cref="Start(Func{Task})" />
    public Task<T> Start<T>(Func<Task<T>> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    internal void Run(in Step step)
    {
        if (IsDead)
        {
            return;
        }

        if (IsPaused)
        {
            _held.Add(step);
            return;
        }

        Steps++;
        if (step.Task is { } task)
        {
            TryExecuteTask(task);
        }
        else
        {
            step.Timer!.Fire(step.Arming);
        }
    }

    /// <inheritdoc />
    protected override void QueueTask(Task task)
    {
        if (!IsDead)
        {
            _world.Push(new Step(this, task, null, 0));
        }
    }

    /// <summary>Asked for what follows an <c>await</c> when that completes within a step of this host: mostly it goes on at once, as on a thread pool.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (taskWasPreviouslyQueued || !_world.TryBeginInline(this))
        {
            return false;
        }

        try
        {
            return TryExecuteTask(task);
        }
        finally
        {
            _world.EndInline();
        }
    }

    /// <inheritdoc />
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
