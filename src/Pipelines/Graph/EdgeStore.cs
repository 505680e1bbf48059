using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>
/// What waits in an edge, and whether more fits: a bounded queue with room counted in items and bytes. Guarded by the lock of its edge.
/// </summary>
internal sealed class EdgeStore<T>
{
    private readonly EdgeOptions<T> _options;
    private readonly EdgeCounters _counters;
    private readonly Queue<T> _items = new();
    private readonly CoalescingTable<T>? _table;
    private readonly long _capacityBytes;
    private int _held;
    private long _heldBytes;
    private long _takenBytes;

    public EdgeStore(EdgeOptions<T> options, EdgeCounters counters)
    {
        _options = options;
        _counters = counters;
        _capacityBytes = options.CapacityBytes ?? long.MaxValue;
        _table = options.WhenFull == WhenFull.Coalesce ? options.Coalescing!.Open() : null;
    }

    /// <summary>Set when the stage behind the edge takes nothing any more: what comes is dropped and counted, so that the stage before it is never stuck.</summary>
    public bool Closed { get; private set; }

    public bool HasRoom => Closed || (_held < _options.Capacity && _heldBytes < _capacityBytes);

    /// <summary>Whether anything waits to be taken.</summary>
    public bool Any => _items.Count > 0;

    /// <summary>Whether no more will come. What waits is still taken.</summary>
    public bool Completed { get; private set; }

    /// <summary>Why no more will come, if it was no normal end.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Whether an item leaves its room when it is taken, and not only when it is delivered.</summary>
    public bool RoomIsLeftOnTaking => _table is not null;

    public Admission Offer(T item)
    {
        if (Closed)
        {
            Discard(item);
            return Admission.Dropped;
        }

        if (_table is not null && _table.TryMerge(item, out var before, out var after))
        {
            _heldBytes += SizeOf(after) - SizeOf(before);
            _counters.MergedIn();
            return Admission.Merged;
        }

        if (!HasRoom)
        {
            return _options.WhenFull == WhenFull.DropNewest ? DropNewest(item) : Admission.Full;
        }

        var size = SizeOf(item);
        _table?.Add(item);
        _held++;
        _heldBytes += size;
        _counters.Stored();
        _items.Enqueue(item);
        return Admission.Stored;
    }

    public bool TryTake(out T item)
    {
        if (!_items.TryDequeue(out item!))
        {
            return false;
        }

        if (_table is not null)
        {
            item = _table.Take(item);
        }

        // Sized now: once it is delivered, it belongs to somebody else.
        _takenBytes = SizeOf(item);
        if (_table is not null)
        {
            LeaveRoom();
        }

        return true;
    }

    /// <summary>The item that was taken has reached the next stage, or will never.</summary>
    public void Release(T item, bool delivered)
    {
        if (_table is null)
        {
            LeaveRoom();
        }

        _counters.Left();
        if (!delivered)
        {
            Discard(item);
        }
    }

    /// <summary>Drops what waits, and from now on what comes. Asks no function of the options: one of them may be why.</summary>
    public void Close()
    {
        Closed = true;
        List<T> waiting = [];
        while (_items.TryDequeue(out var item))
        {
            waiting.Add(item);
            _counters.Left();
        }

        foreach (var item in _table?.TakeAll() ?? waiting)
        {
            Discard(item);
        }
    }

    public void Complete(Exception? fault)
    {
        Fault = Completed ? Fault : fault;
        Completed = true;
    }

    private void LeaveRoom()
    {
        _held--;
        _heldBytes -= _takenBytes;
    }

    private Admission DropNewest(T item)
    {
        _counters.DroppedFull++;
        Ownership.Free(item);
        return Admission.Dropped;
    }

    /// <summary>Drops an item that the stage behind the edge will never take.</summary>
    public void Discard(T item)
    {
        _counters.DroppedClosed++;
        Ownership.Free(item);
    }

    private long SizeOf(T item) => _options.Size?.Invoke(item) ?? 0;
}
