using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Publish;

/// <summary>
/// Numbers the artifacts of the validated section: the lowest free slot first, so that tables stay dense. Every change takes the next commit of
/// this process. Not thread-safe.
/// </summary>
internal sealed class SlotAllocator(int slotsMax)
{
    private readonly List<Slot> _slots = [];
    private readonly PriorityQueue<int, int> _free = new();
    private readonly Dictionary<ArtifactId, Slot> _byId = [];
    private readonly Dictionary<ulong, Slot> _byCommit = [];

    public ulong LastCommit { get; private set; }

    /// <summary>Every slot ever used, in order.</summary>
    public IReadOnlyList<Slot> Slots => _slots;

    public Slot? Find(ArtifactId id) => _byId.GetValueOrDefault(id);

    /// <summary>The slot whose present artifact has this commit.</summary>
    public Slot? FindLive(ulong commit) => _byCommit.GetValueOrDefault(commit);

    /// <summary>The slot that the next artifact takes; whoever remembers what it held forgets that before it changes.</summary>
    /// <exception cref="InvalidOperationException">There are more artifacts than slots: the pool broke its bound.</exception>
    public Slot NextFree()
    {
        if (_free.TryPeek(out var lowest, out _))
        {
            return _slots[lowest];
        }

        if (_slots.Count == slotsMax)
        {
            throw new InvalidOperationException($"The validated section holds more than its {slotsMax} artifacts.");
        }

        _slots.Add(new Slot(_slots.Count));
        _free.Enqueue(_slots.Count - 1, _slots.Count - 1);
        return _slots[^1];
    }

    /// <summary>Puts an artifact into the slot that <see cref="NextFree"/> gave last.</summary>
    public void Fill(Slot slot, Advert advert, FetchPriority priority, ReceiptRecord receipt)
    {
        _free.Dequeue();
        slot.Commit = ++LastCommit;
        slot.Advert = advert;
        slot.Class = priority;
        slot.Receipt = receipt;
        _byId.Add(advert.Id, slot);
        _byCommit.Add(slot.Commit, slot);
    }

    public void Empty(Slot slot)
    {
        _byId.Remove(slot.Advert!.Value.Id);
        _byCommit.Remove(slot.Commit);
        _free.Enqueue(slot.Number, slot.Number);
        slot.Advert = null;
        slot.Class = FetchPriority.Fetch;
        slot.Receipt = null;
        slot.IsRelay = false;
        slot.Commit = ++LastCommit;
    }
}
