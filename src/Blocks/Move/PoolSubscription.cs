using System.Threading.Tasks.Sources;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>One subscriber's end of a pool's changes. Thread-safe; the writer never waits for the reader.</summary>
internal sealed class PoolSubscription(int capacity) : IValueTaskSource
{
    private readonly Lock _gate = new();
    private readonly ChangeBuffer _changes = new(capacity);
    private ManualResetValueTaskSourceCore<bool> _wake = new() { RunContinuationsAsynchronously = true };
    private bool _isWaiting;
    private bool _isEnded;
    private bool _isCancelled;
    private volatile bool _mayHaveChanges;

    public void Add(PoolChange change)
    {
        lock (_gate)
        {
            _changes.Add(change);
            _mayHaveChanges = true;
            Wake();
        }
    }

    /// <summary>No more changes will come; what waits is still read.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Wake();
        }
    }

    /// <summary>The next change if one waits, without waiting for it; null else. Costs next to nothing while none does.</summary>
    public PoolChange? TryTake()
    {
        if (!_mayHaveChanges)
        {
            return null;
        }

        lock (_gate)
        {
            var change = _changes.Take();
            _mayHaveChanges = !_changes.IsEmpty;
            return change;
        }
    }

    /// <summary>The next change if one waits; null, with the end said, if none does.</summary>
    public PoolChange? TryNext(out bool isEnded)
    {
        lock (_gate)
        {
            var change = _changes.Take();
            isEnded = change is null && _isEnded;
            return change;
        }
    }

    /// <summary>Waits until there may be a change, or the end. For one reader, one wait at a time: it allocates nothing.</summary>
    public ValueTask WaitAsync()
    {
        lock (_gate)
        {
            if (_isEnded || _isCancelled || !_changes.IsEmpty)
            {
                return default;
            }

            _wake.Reset();
            _isWaiting = true;
            return new ValueTask(this, _wake.Version);
        }
    }

    /// <summary>Nobody waits any more: neither the one who does now, nor later.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            _isCancelled = true;
            Wake();
        }
    }

    void IValueTaskSource.GetResult(short token) => _wake.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wake.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wake.OnCompleted(continuation, state, token, flags);

    private void Wake()
    {
        if (_isWaiting)
        {
            _isWaiting = false;
            _wake.SetResult(true);
        }
    }
}
