using System.Runtime.CompilerServices;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// Where a node's lanes of bulk wait for their turn while urgent messages come and go: so many go on at a time, each until it has to wait for something, and behind what
/// is ready to run when its turn comes. What a hundred sockets hold would otherwise stand in the scheduler's one queue, and every urgent frame behind it. When
/// nothing is urgent, nobody waits: bulk costs least where it gathers. Thread-safe.
/// </summary>
/// <param name="options">How many at a time, and for how long after an urgent message.</param>
/// <param name="scheduler">Where they go on.</param>
/// <param name="clock">When that was.</param>
internal sealed class BulkTurns(PeersOptions options, TaskScheduler scheduler, NodeClock clock)
{
    private readonly int _atOnce = Math.Min(options.BulkLanesAtOnce, scheduler.MaximumConcurrencyLevel);
    private readonly Lock _gate = new();
    private readonly Queue<Action> _waiting = new();
    private int _inWork;
    private int _called;
    private long _until = long.MinValue;

    /// <summary>Whether bulk takes turns now.</summary>
    public bool AreTaken => Volatile.Read(ref _until) is var until and not long.MinValue && clock.Now.Ticks < until;

    /// <summary>Whether nobody has a turn or waits for one.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _inWork == 0;
            }
        }
    }

    /// <summary>Something urgent came or goes.</summary>
    public void Urge() => Volatile.Write(ref _until, (clock.Now + options.UrgentWithin).Ticks);

    /// <summary>Goes on when it is its turn; at once while nobody takes turns.</summary>
    public Turn NextAsync() => new(this, isOffered: false);

    /// <summary>Whose turn it is lets the others go first, if any wait.</summary>
    public Turn GiveWayAsync() => new(this, isOffered: true);

    /// <summary>Goes on when it is its turn, whether or not turns are taken.</summary>
    public void Add(Action goOn)
    {
        lock (_gate)
        {
            _waiting.Enqueue(goOn);
            if (_inWork == _atOnce)
            {
                return;
            }

            _inWork++;
            _called++;
        }

        Call();
    }

    private bool AnyWait
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <summary>Has whoever is first by then go on.</summary>
    private void Call() => Task.Factory.StartNew(
        static turns => ((BulkTurns)turns!).GoOn(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.PreferFairness, scheduler);

    /// <summary>One turn a task: what has become ready to run meanwhile goes before the next one.</summary>
    private void GoOn()
    {
        Action goOn;
        lock (_gate)
        {
            _called--;
            goOn = _waiting.Dequeue();
        }

        goOn();
        lock (_gate)
        {
            if (_waiting.Count == _called)
            {
                _inWork--;
                return;
            }

            _called++;
        }

        Call();
    }

    /// <summary>What a lane awaits.</summary>
    internal readonly struct Turn(BulkTurns turns, bool isOffered) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => !turns.AreTaken || (isOffered && !turns.AnyWait);

        public Turn GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => turns.Add(continuation);

        public void UnsafeOnCompleted(Action continuation) => turns.Add(continuation);
    }
}
