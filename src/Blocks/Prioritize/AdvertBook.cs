using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Prioritize;

/// <summary>All claims in the buffer, in order of age, within their bounds: a peer displaces only what it brought itself.</summary>
internal sealed class AdvertBook(PrioritizeOptions options)
{
    // Entries kept to be used again: what a busy kind has in work.
    private const int UnusedMax = 1024;

    private readonly Dictionary<ClaimKey, PriorityEntry> _entries = [];
    private readonly EntryList _byAge = new(isOfAll: true);
    private readonly SortedSet<PriorityEntry> _setAside = new(
        Comparer<PriorityEntry>.Create((one, other) => (one.Advert.Size, one.Age).CompareTo((other.Advert.Size, other.Age))));

    private readonly Stack<PriorityEntry> _unused = [];
    private long _age;

    public AdmissionQueue Queue { get; } = new();

    public int Count => _entries.Count;

    public PriorityEntry? Oldest => _byAge.First;

    /// <summary>Where judging anew has got to; moves on when its entry leaves.</summary>
    public PriorityEntry? Cursor { get; set; }

    public PriorityEntry? Find(ClaimKey claim) => _entries.GetValueOrDefault(claim);

    /// <summary>The next younger one.</summary>
    public PriorityEntry? After(PriorityEntry entry) => _byAge.After(entry);

    /// <summary>A new claim of a peer, not waiting anywhere yet.</summary>
    public PriorityEntry Add(Advert advert, NodeId owner)
    {
        var entry = _unused.TryPop(out var unused) ? unused : new PriorityEntry();
        entry.Begin(advert, _age++, Queue.Shelf(owner));
        _entries.Add(entry.Claim, entry);
        _byAge.AddLast(entry);
        entry.Shelf.Count++;
        return entry;
    }

    /// <summary>The smallest claim for which the pool had too little room; null when there is none.</summary>
    public PriorityEntry? SmallestSetAside => _setAside.Min;

    /// <summary>A waiting claim is too large for the room in the pool: it waits beside the queue.</summary>
    public void SetAside(PriorityEntry entry)
    {
        Queue.Remove(entry);
        entry.State = EntryState.SetAside;
        _setAside.Add(entry);
    }

    public void Remove(PriorityEntry entry)
    {
        Unqueue(entry);
        Retake(entry);
        if (Cursor == entry)
        {
            Cursor = _byAge.After(entry);
        }

        _entries.Remove(entry.Claim);
        _byAge.Remove(entry);
        Disown(entry);
    }

    /// <summary>Removes an entry that nobody refers to any more, so that it may become another claim's.</summary>
    public void Forget(PriorityEntry entry)
    {
        Remove(entry);
        if (entry.Body is null && _unused.Count < UnusedMax)
        {
            _unused.Push(entry);
        }
    }

    public void Unqueue(PriorityEntry entry)
    {
        if (entry.State == EntryState.Waiting)
        {
            Queue.Remove(entry);
        }
    }

    /// <summary>Waits (again) under its class.</summary>
    public void Wait(PriorityEntry entry)
    {
        Retake(entry);
        entry.State = EntryState.Waiting;
        Queue.Add(entry);
    }

    public void Reclass(PriorityEntry entry, FetchPriority priority)
    {
        if (entry.State == EntryState.Waiting)
        {
            Queue.Remove(entry);
            entry.Class = priority;
            Queue.Add(entry);
        }
        else
        {
            entry.Class = priority;
        }
    }

    /// <summary>Charges a claim to another peer that makes it.</summary>
    public void Charge(PriorityEntry entry, NodeId owner)
    {
        Unqueue(entry);
        var started = entry.State == EntryState.Started ? 1 : 0;
        entry.Shelf.Started -= started;
        Disown(entry);
        entry.Shelf = Queue.Shelf(owner);
        entry.Shelf.Count++;
        entry.Shelf.Started += started;
        if (entry.State == EntryState.Waiting)
        {
            Queue.Add(entry);
        }
    }

    /// <summary>
    /// A waiting claim of several peers is charged to the one that has the fewest: who claims first what others really have, and much else, keeps nobody from it.
    /// </summary>
    public void Rebalance(PriorityEntry entry, NodeId holder)
    {
        if (entry.State == EntryState.Waiting && holder != entry.Owner && CountOf(holder) + 1 < entry.Shelf.Count)
        {
            Charge(entry, holder);
        }
    }

    /// <summary>What this peer must lose to stay within its bound, or to let a newcomer of its own in; null when nothing.</summary>
    public PriorityEntry? Surplus(NodeId peer)
    {
        var shelf = Queue.Find(peer);
        return shelf is not null && (shelf.Count > options.AdvertsPerPeerMax || Count > options.AdvertsMax) ? shelf.LeastWanted() : null;
    }

    private int CountOf(NodeId peer) => Queue.Find(peer)?.Count ?? 0;

    private void Retake(PriorityEntry entry)
    {
        if (entry.State == EntryState.SetAside)
        {
            _setAside.Remove(entry);
        }
    }

    private void Disown(PriorityEntry entry)
    {
        entry.Shelf.Count--;
        Queue.Trim(entry.Shelf);
    }
}
