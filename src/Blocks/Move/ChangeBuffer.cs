using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>What waits for one subscriber: bounded; what does not fit is counted and told at its place in the order. Not thread-safe.</summary>
internal sealed class ChangeBuffer(int capacity)
{
    private readonly Queue<PoolChange> _changes = new();
    private long _left;

    public bool IsEmpty => _changes.Count == 0 && _left == 0;

    public void Add(PoolChange change)
    {
        if (_left > 0 && _changes.Count < capacity)
        {
            _changes.Enqueue(new PoolChange.Lagged(_left));
            _left = 0;
        }

        if (_changes.Count < capacity)
        {
            _changes.Enqueue(change);
        }
        else
        {
            _left++;
        }
    }

    public PoolChange? Take()
    {
        if (_changes.TryDequeue(out var change))
        {
            return change;
        }

        if (_left == 0)
        {
            return null;
        }

        var lagged = new PoolChange.Lagged(_left);
        _left = 0;
        return lagged;
    }
}
