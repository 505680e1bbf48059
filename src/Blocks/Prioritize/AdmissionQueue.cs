using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Prioritize;

/// <summary>
/// Whose claim is next within a class: of the peers that wait, the one for which the fewest bytes were admitted, then the oldest claim. A peer that begins
/// to wait starts level with the others (start-time fair queueing, Goyal, Vin and Cheng 1996), so two that both wait differ by one artifact at most.
/// </summary>
internal sealed class AdmissionQueue
{
    private readonly Dictionary<NodeId, PeerShelf> _shelves = [];

    // Only those that wait in a class, in any order: who is next among them is the same in each.
    private readonly List<PeerShelf>[] _waiting = [[], [], [], [], []];
    private readonly long[] _level = new long[5];

    // A peer whose last claim leaves is forgotten, mostly to come back with the next batch: its shelf is used again.
    private readonly Stack<PeerShelf> _unused = [];

    public PeerShelf Shelf(NodeId peer)
    {
        if (!_shelves.TryGetValue(peer, out var shelf))
        {
            shelf = _unused.TryPop(out var unused) ? unused : new PeerShelf();
            shelf.Reset(peer);
            _shelves.Add(peer, shelf);
        }

        return shelf;
    }

    /// <summary>Null for a peer that nothing is charged to.</summary>
    public PeerShelf? Find(NodeId peer) => _shelves.GetValueOrDefault(peer);

    /// <summary>Forgets a peer that nothing is charged to.</summary>
    public void Trim(PeerShelf shelf)
    {
        if (shelf.Count == 0 && _shelves.Remove(shelf.Peer))
        {
            _unused.Push(shelf);
        }
    }

    public void Add(PriorityEntry entry)
    {
        var (shelf, priority) = (entry.Shelf, entry.Class);
        if (shelf.IsEmpty(priority))
        {
            ref var served = ref shelf.Served(priority);
            served = Math.Max(served, _level[(int)priority]);
            shelf.Turn(priority) = _waiting[(int)priority].Count;
            _waiting[(int)priority].Add(shelf);
        }

        shelf.Add(entry);
    }

    public void Remove(PriorityEntry entry)
    {
        var (shelf, priority) = (entry.Shelf, entry.Class);
        shelf.Remove(entry);
        if (shelf.IsEmpty(priority))
        {
            var waiting = _waiting[(int)priority];
            var last = waiting[^1];
            waiting[shelf.Turn(priority)] = last;
            last.Turn(priority) = shelf.Turn(priority);
            waiting.RemoveAt(waiting.Count - 1);
        }
    }

    /// <summary>Takes out an entry that was admitted, and charges its peer.</summary>
    public void Took(PriorityEntry entry)
    {
        var shelf = entry.Shelf;
        Remove(entry);
        shelf.Started++;
        ref var served = ref shelf.Served(entry.Class);
        _level[(int)entry.Class] = served;
        served += Math.Max(1, entry.Advert.Size);
    }

    /// <summary>The next entry of a class that was not passed over in this round, of a peer with fewer downloads than so many; null when there is none.</summary>
    public PriorityEntry? Next(FetchPriority priority, long round, int startedBelow = int.MaxValue)
    {
        var (best, least) = (default(PriorityEntry), long.MaxValue);
        foreach (var shelf in _waiting[(int)priority])
        {
            if (shelf.Started < startedBelow && shelf.Oldest(priority) is { } oldest && oldest.PassedOverIn != round)
            {
                var served = shelf.Served(priority);
                if (served < least || (served == least && oldest.Age < best!.Age))
                {
                    (best, least) = (oldest, served);
                }
            }
        }

        return best;
    }
}
