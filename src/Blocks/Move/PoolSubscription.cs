using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>One subscriber's end of a pool's changes. Thread-safe; the writer never waits for the reader.</summary>
internal sealed class PoolSubscription(int capacity)
{
    private readonly Lock _gate = new();
    private readonly ChangeBuffer _changes = new(capacity);
    private TaskCompletionSource? _waiting;
    private bool _isEnded;
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

    /// <returns>The next change, or null after the end.</returns>
    public async ValueTask<PoolChange?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryNext(out var change, out var waiting))
            {
                return change;
            }

            await waiting.WaitAsync(cancellationToken);
        }
    }

    private bool TryNext(out PoolChange? change, [NotNullWhen(false)] out Task? waiting)
    {
        lock (_gate)
        {
            change = _changes.Take();
            waiting = null;
            if (change is not null || _isEnded)
            {
                return true;
            }

            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = _waiting.Task;
            return false;
        }
    }

    private void Wake()
    {
        _waiting?.SetResult();
        _waiting = null;
    }
}
