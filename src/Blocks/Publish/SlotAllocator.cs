using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Publish;

/// <summary>
/// Numbers the artifacts of the validated section: the lowest free slot first, so that tables stay dense. A relay takes one that held a relay if it can, and what is
/// told to all one that was: the peers then hear of no slot only to forget what it held. Every change takes the next commit of this process. Not thread-safe.
/// </summary>
internal sealed class SlotAllocator(int slotsMax)
{
    private readonly List<Slot> _slots = [];
    private readonly PriorityQueue<int, int> _free = new();
    private readonly PriorityQueue<int, int> _freeOfRelays = new();
    private readonly Dictionary<ulong, Slot> _byShortId = [];
    private readonly Dictionary<ulong, Slot> _byCommit = [];

    public ulong LastCommit { get; private set; }

    /// <summary>Every slot ever used, in order.</summary>
    public IReadOnlyList<Slot> Slots => _slots;

    public Slot? Find(ArtifactId id)
    {
        var slot = FindFirst(id.Hash.Prefix);
        while (slot is not null && slot.Advert!.Value.Id != id)
        {
            slot = slot.Next;
        }

        return slot;
    }

    /// <summary>The slot whose artifact's id begins with these eight bytes; null when none does, or two do.</summary>
    public Slot? FindShort(ulong shortId) => FindFirst(shortId) is { Next: null } slot ? slot : null;

    /// <summary>One of the slots whose artifacts' ids begin with these eight bytes; the others follow by <see cref="Slot.Next"/>.</summary>
    public Slot? FindFirst(ulong shortId) => _byShortId.GetValueOrDefault(shortId);

    /// <summary>The slot whose present artifact has this commit.</summary>
    public Slot? FindLive(ulong commit) => _byCommit.GetValueOrDefault(commit);

    /// <summary>Takes the slot for the next artifact; whoever remembers what it held forgets that before it is filled.</summary>
    /// <param name="isRelay">Whether few will have to be told of it.</param>
    /// <exception cref="InvalidOperationException">There are more artifacts than slots: the pool broke its bound.</exception>
    public Slot TakeFree(bool isRelay)
    {
        var (like, other) = isRelay ? (_freeOfRelays, _free) : (_free, _freeOfRelays);
        if (like.TryDequeue(out var lowest, out _) || other.TryDequeue(out lowest, out _))
        {
            _slots[lowest].IsRelay = isRelay;
            return _slots[lowest];
        }

        if (_slots.Count == slotsMax)
        {
            throw new InvalidOperationException($"The validated section holds more than its {slotsMax} artifacts.");
        }

        _slots.Add(new Slot(_slots.Count) { IsRelay = isRelay });
        return _slots[^1];
    }

    /// <summary>Puts an artifact into a slot that was taken.</summary>
    public void Fill(Slot slot, Advert advert, FetchPriority priority, ReceiptRecord receipt)
    {
        slot.Commit = ++LastCommit;
        slot.Advert = advert;
        slot.Class = priority;
        slot.Receipt = receipt;
        slot.Next = _byShortId.GetValueOrDefault(slot.ShortId);
        _byShortId[slot.ShortId] = slot;
        _byCommit.Add(slot.Commit, slot);
    }

    public void Empty(Slot slot)
    {
        Unlink(slot);
        _byCommit.Remove(slot.Commit);
        (slot.IsRelay ? _freeOfRelays : _free).Enqueue(slot.Number, slot.Number);
        slot.Advert = null;
        slot.Class = FetchPriority.Fetch;
        slot.Receipt = null;
        slot.IsRelay = false;
        slot.Commit = slot.GoneCommit = ++LastCommit;
    }

    private void Unlink(Slot slot)
    {
        var first = _byShortId[slot.ShortId];
        if (first == slot)
        {
            if (slot.Next is { } next)
            {
                _byShortId[slot.ShortId] = next;
            }
            else
            {
                _byShortId.Remove(slot.ShortId);
            }
        }
        else
        {
            while (first.Next != slot)
            {
                first = first.Next!;
            }

            first.Next = slot.Next;
        }

        slot.Next = null;
    }
}
