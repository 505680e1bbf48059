using System.Threading.Tasks.Dataflow;

namespace Tidings.Blocks;

/// <summary>
/// What waits for a stage, in one order: items that it holds, and offers that it will come back for when their turn has come. A signal is always taken on
/// its turn, so that what is raised until then is one input; an item when there is no room for it, so that it stays in its edge. Thread-safe.
/// </summary>
/// <param name="capacity">How many items it holds, the one in work included.</param>
internal sealed class StageInbox<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _entries = new();
    private int _held;
    private bool _isBusy;
    private bool _isEnded;

    /// <summary>Takes nothing more.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_gate)
            {
                return _isEnded;
            }
        }
    }

    /// <summary>Whether an item waits behind the one in work. Offers do not count: they may be taken back.</summary>
    public bool HasItems => Volatile.Read(ref _held) > 1;

    /// <summary>Takes an item, if there is room and the stage has not ended.</summary>
    /// <param name="item">The item.</param>
    /// <param name="begins">Whether the stage was idle: the caller makes it work.</param>
    public bool TryAdd(T item, out bool begins)
    {
        lock (_gate)
        {
            begins = false;
            if (_isEnded || _held >= capacity)
            {
                return false;
            }

            _held++;
            _entries.Enqueue(new Entry(item, null, default));
            begins = Begin();
            return true;
        }
    }

    /// <summary>Notes an offer, to come back for it on its turn. False when the stage has ended.</summary>
    public bool TryPostpone(ISourceBlock<T> source, DataflowMessageHeader header, out bool begins)
    {
        lock (_gate)
        {
            begins = false;
            if (_isEnded)
            {
                return false;
            }

            _entries.Enqueue(new Entry(default, source, header));
            begins = Begin();
            return true;
        }
    }

    /// <summary>The next input. False when nothing waits: the stage is idle from then on.</summary>
    /// <param name="target">The stage, in whose name offers are consumed.</param>
    /// <param name="isAfterAnother">Whether the one before is done, and leaves its room.</param>
    /// <param name="item">The input.</param>
    /// <param name="hasEnded">Whether nothing will come any more. Said once, when nothing waits.</param>
    public bool TryTake(ITargetBlock<T> target, bool isAfterAnother, out T item, out bool hasEnded)
    {
        while (TryNext(isAfterAnother, out var entry, out hasEnded))
        {
            isAfterAnother = false;
            if (entry.Source is null)
            {
                item = entry.Item!;
                return true;
            }

            // Not under the lock: the source calls nothing of ours, but it has a lock of its own.
            item = entry.Source.ConsumeMessage(entry.Header, target, out var consumed)!;
            if (consumed)
            {
                Hold();
                return true;
            }
        }

        item = default!;
        return false;
    }

    /// <summary>Takes nothing more. True when nothing waits and nobody works: the stage is at its end.</summary>
    public bool End()
    {
        lock (_gate)
        {
            var ends = !_isEnded && !_isBusy;
            _isEnded = true;
            return ends;
        }
    }

    /// <summary>Takes nothing more and gives back what waits. True when nobody works.</summary>
    public bool Drop()
    {
        lock (_gate)
        {
            _isEnded = true;
            while (_entries.TryDequeue(out var entry))
            {
                Ownership.Free(entry.Item);
            }

            return !_isBusy;
        }
    }

    private bool TryNext(bool isAfterAnother, out Entry entry, out bool hasEnded)
    {
        lock (_gate)
        {
            _held -= isAfterAnother ? 1 : 0;
            _isBusy = _entries.TryDequeue(out entry);
            hasEnded = !_isBusy && _isEnded;
            return _isBusy;
        }
    }

    private void Hold()
    {
        lock (_gate)
        {
            _held++;
        }
    }

    private bool Begin() => !_isBusy && (_isBusy = true);

    private readonly record struct Entry(T? Item, ISourceBlock<T>? Source, DataflowMessageHeader Header);
}
