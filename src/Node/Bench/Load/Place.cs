using System.Threading.Tasks.Sources;

namespace Tidings.Node.Bench.Load;

/// <summary>Room for one unfinished artifact: who misses it, and a wait for its end that is used again for the next one. Thread-safe for one waiter.</summary>
internal sealed class Place : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _finished = new() { RunContinuationsAsynchronously = true };
    private long _number = -1;
    private int _missing;

    /// <summary>The artifact that stands here now or stood here last; -1 before the first.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>The node that makes it.</summary>
    public int Publisher { get; private set; }

    /// <summary>When it began to be published, as a time stamp of the clock.</summary>
    public long PublishedAt { get; private set; }

    /// <summary>Nodes that do not have it yet, its maker among them until its publication has returned.</summary>
    public int Missing => Volatile.Read(ref _missing);

    /// <summary>Completes when nobody misses the artifact.</summary>
    public ValueTask Finished => new(this, _finished.Version);

    public void Begin(long number, int publisher, int nodes, long now)
    {
        _finished.Reset();
        (Publisher, PublishedAt) = (publisher, now);
        Volatile.Write(ref _missing, nodes);
        Volatile.Write(ref _number, number);
    }

    /// <summary>One node less misses it.</summary>
    /// <returns>Whether none does.</returns>
    public bool Arrived() => Interlocked.Decrement(ref _missing) == 0;

    public void Finish() => _finished.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _finished.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _finished.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _finished.OnCompleted(continuation, state, token, flags);
}
