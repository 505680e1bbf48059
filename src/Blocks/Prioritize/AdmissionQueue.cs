using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Prioritize;

/// <summary>
/// Whose claim is next within a class: of the peers that wait, the one for which the fewest bytes were admitted, then the oldest claim. A peer that begins
/// to wait starts level with the others (start-time fair queueing, Goyal, Vin and Cheng 1996), so two that both wait differ by one artifact at most.
/// </summary>
internal sealed class AdmissionQueue
{
    private readonly SortedDictionary<NodeId, PeerShelf> _shelves = [];
    private readonly long[] _level = new long[5];

    public PeerShelf Shelf(NodeId peer)
    {
        if (!_shelves.TryGetValue(peer, out var shelf))
        {
            _shelves.Add(peer, shelf = new PeerShelf());
        }

        return shelf;
    }

    /// <summary>Forgets a peer that nothing is charged to.</summary>
    public void Trim(NodeId peer)
    {
        if (_shelves.TryGetValue(peer, out var shelf) && shelf.Count == 0)
        {
            _shelves.Remove(peer);
        }
    }

    public void Add(PriorityEntry entry)
    {
        var shelf = Shelf(entry.Owner);
        if (shelf.IsEmpty(entry.Class))
        {
            ref var served = ref shelf.Served(entry.Class);
            served = Math.Max(served, _level[(int)entry.Class]);
        }

        shelf.Add(entry);
    }

    public void Remove(PriorityEntry entry) => Shelf(entry.Owner).Remove(entry);

    /// <summary>Takes out an entry that was admitted, and charges its peer.</summary>
    public void Took(PriorityEntry entry)
    {
        var shelf = Shelf(entry.Owner);
        shelf.Remove(entry);
        shelf.Started++;
        ref var served = ref shelf.Served(entry.Class);
        _level[(int)entry.Class] = served;
        served += Math.Max(1, entry.Advert.Size);
    }

    /// <summary>The next entry of a class that is not passed over, of a peer with fewer downloads than so many; null when there is none.</summary>
    public PriorityEntry? Next(FetchPriority priority, IReadOnlyList<PriorityEntry> passedOver, int startedBelow = int.MaxValue)
    {
        var (best, least) = (default(PriorityEntry), long.MaxValue);
        foreach (var shelf in _shelves.Values)
        {
            if (shelf.Started < startedBelow && shelf.Oldest(priority) is { } oldest && !passedOver.Contains(oldest))
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
