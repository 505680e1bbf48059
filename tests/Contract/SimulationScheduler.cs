namespace Tidings.Contract;

/// <summary>One thread, one set of ready steps, one seed: the seed decides which ready step runs next. Nothing is ever run inside the call that queues it.</summary>
public sealed class SimulationScheduler(int seed) : TaskScheduler
{
    private readonly Lock _gate = new();
    private readonly List<Task> _ready = [];
    private readonly Random _random = new(seed);
    private int _thread = Environment.CurrentManagedThreadId;

    /// <summary>How many steps were queued by another thread than the one that runs the world. Only completions of blocks may do that.</summary>
    public int ForeignWakeUps { get; private set; }

    /// <summary>Steps run so far.</summary>
    public int Steps { get; private set; }

    /// <summary>One step at a time.</summary>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether a step is ready.</summary>
    public bool HasReady
    {
        get
        {
            lock (_gate)
            {
                return _ready.Count > 0;
            }
        }
    }

    /// <summary>The calling thread is the one that runs steps from now on. A context of the test framework would take continuations to the thread pool.</summary>
    public void Enter()
    {
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        SynchronizationContext.SetSynchronizationContext(null);
    }

    /// <summary>Runs one ready step, chosen by the seed. False if none is ready.</summary>
    public bool Step()
    {
        Task next;
        lock (_gate)
        {
            if (_ready.Count == 0)
            {
                return false;
            }

            var chosen = _random.Next(_ready.Count);
            next = _ready[chosen];
            _ready[chosen] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
        }

        Steps++;
        TryExecuteTask(next);
        return true;
    }

    /// <inheritdoc />
    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            if (Environment.CurrentManagedThreadId != Volatile.Read(ref _thread))
            {
                ForeignWakeUps++;
            }

            _ready.Add(task);
        }
    }

    /// <inheritdoc />
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc />
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _ready];
        }
    }
}
