using Tidings.Simulation.Trace;

namespace Tidings.Simulation.Kernel;

/// <summary>
/// Hosts, one clock, and one set of ready steps. The clock moves only when nothing is ready, and then to the next timer. The seed alone decides what
/// happens. Used by one thread at a time.
/// </summary>
internal sealed class World
{
    /// <summary>One in so many continuations that could go on at once waits for its turn, so that the seed still comes between any two of them.</summary>
    private const int InlineAllBut = 16;

    /// <summary>So many continuations may go on within each other: far from the end of any stack, and so the same in every build.</summary>
    private const int InlineDepthMax = 32;

    /// <summary>Warnings that are kept, for the message of a failure.</summary>
    private const int WarningsMax = 32;

    private static readonly ulong AtTask = Digest.Of("task"), AtTimer = Digest.Of("timer");

    private readonly ReadyQueue _ready;
    private readonly RandomStream _inline;
    private SimulatedHost? _stepping;
    private bool _isRunning, _isOurTurn;
    private int _inlineDepth;
    private int _thread;

    public World(long seed)
    {
        Seed = seed;
        _ready = new ReadyQueue(new RandomStream(seed, "schedule"));
        _inline = new RandomStream(seed, "inline");
    }

    public long Seed { get; }

    public VirtualClock Clock { get; } = new();

    /// <summary>What has happened so far.</summary>
    public HistoryHash History { get; } = new();

    /// <summary>The history in words; null when nobody asked for it.</summary>
    public Timeline? Timeline { get; set; }

    /// <summary>The newest warnings that nodes logged.</summary>
    public Timeline Warnings { get; } = new(WarningsMax);

    /// <summary>Steps run so far.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// Steps of processes that do not stop, queued by work on the thread pool beside them: resumed TLS streams, and whatever left the scheduler by mistake. One
    /// seed is still one history, because the pool has one thread; in production such work runs beside the scheduler that it left.
    /// </summary>
    public long Escapes { get; private set; }

    /// <summary>Steps that were queued by another thread while one ran. More than none means that the run is not replayable.</summary>
    public long Races { get; private set; }

    /// <summary>Told after every step whose it was.</summary>
    public Action<SimulatedHost>? AfterStep { get; set; }

    public SimulatedHost CreateHost(int index, string name) => new(this, index, name);

    /// <summary>Runs until the condition holds, which is asked after every step. False when it does not by the limit, a time of the world.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        var held = false;
        _isRunning = true;
        try
        {
            OneThreadPool.Run(Slice, () => Steps);
        }
        finally
        {
            _isRunning = _isOurTurn = false;
        }

        ThrowIfRaced();
        return held;

        bool Slice()
        {
            _thread = Environment.CurrentManagedThreadId;
            _isOurTurn = true;
            while (ThreadPool.PendingWorkItemCount == 0)
            {
                if (condition())
                {
                    return held = true;
                }

                if (!Step() && !Clock.AdvanceToNext(limit, Due))
                {
                    return true;
                }
            }

            return _isOurTurn = false;
        }
    }

    /// <summary>Something that no step and no message shows.</summary>
    /// <param name="who">Number of a node; negative for the harness.</param>
    /// <param name="what">In a few words.</param>
    public void Note(int who, string what)
    {
        History.Add(Clock.Now, who, Digest.Of(what), 0);
        Timeline?.Add(Clock.Now, who, what);
    }

    /// <summary>Runs everything until this time of the world, and leaves the clock there.</summary>
    public void RunTo(TimeSpan end)
    {
        RunUntil(static () => false, end);
        Clock.AdvanceTo(end);
    }

    /// <summary>Nothing can happen any more: nothing is ready, and no timer is armed.</summary>
    public bool IsStalled => _ready.Count == 0 && Clock.NextDue is null;

    /// <summary>Steps of a host that wait.</summary>
    internal int ReadyOf(SimulatedHost host) => _ready.CountOf(host);

    internal void Push(in Step step)
    {
        if (_isOurTurn && _thread != Environment.CurrentManagedThreadId)
        {
            Races++;
        }
        else if (_isRunning && !_isOurTurn && !step.Host.IsStopping)
        {
            Escapes++;
        }

        _ready.Add(step);
    }

    /// <summary>Whether a continuation of this host may go on within the step that runs. If so, <see cref="EndInline"/> follows.</summary>
    internal bool TryBeginInline(SimulatedHost host)
    {
        if (_stepping != host || host.IsDead || host.IsPaused || _thread != Environment.CurrentManagedThreadId || _inlineDepth == InlineDepthMax || _inline.Below(InlineAllBut) == 0)
        {
            return false;
        }

        _inlineDepth++;
        return true;
    }

    internal void EndInline() => _inlineDepth--;

    private bool Step()
    {
        if (!_ready.TryTake(out var step))
        {
            return false;
        }

        _stepping = step.Host;
        Steps++;
        History.Add(Clock.Now, step.Host.Index, step.Task is null ? AtTimer : AtTask, 0);
        step.Host.Run(step);
        _stepping = null;
        AfterStep?.Invoke(step.Host);
        return true;
    }

    private void ThrowIfRaced()
    {
        if (Races > 0)
        {
            throw new InvalidOperationException(
                $"Another thread woke something {Races} times while the network ran (seed {Seed}): this seed has no single history. Code of a node must not start threads, or wait for real time, sockets or files.");
        }
    }

    private void Due(VirtualTimer timer, long arming) => _ready.Add(new Step(timer.Host, null, timer, arming));
}
