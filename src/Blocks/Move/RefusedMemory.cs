using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>
/// Why artifacts that are not here are not fetched again: bounded and ageing. Nearly all are remembered for the same time, and so stand in a line in the order
/// in which they age; one that ages before the last of them goes to a heap. What is forgotten early leaves its place behind until that is due, or there are too many. Not thread-safe.
/// </summary>
internal sealed class RefusedMemory(int capacity)
{
    // One table of 65,536 would grow through arrays that the collector counts as large objects, from 85 KB; each of so many stays below that.
    private const int ShardBits = 7;

    private readonly Dictionary<ArtifactId, Refusal>[] _byId = [.. Enumerable.Range(0, 1 << ShardBits).Select(static _ => new Dictionary<ArtifactId, Refusal>())];
    private readonly SegmentedQueue<Place> _inOrder = new();
    private readonly PriorityQueue<Place, (TimeSpan Until, long Number)> _early = new();
    private readonly int _placesMax = capacity + (capacity / 4);
    private TimeSpan _lastUntil;
    private long _number;

    public int Count { get; private set; }

    /// <summary>How many were forgotten so far.</summary>
    public long Forgotten { get; private set; }

    /// <summary>When the next id is forgotten.</summary>
    public TimeSpan? NextExpiry => Next?.Until;

    private Place? Next
    {
        get
        {
            while (_inOrder.TryPeek(out var left) && !IsTaken(left))
            {
                _inOrder.Dequeue();
            }

            while (_early.TryPeek(out var left, out _) && !IsTaken(left))
            {
                _early.Dequeue();
            }

            Place? first = _inOrder.TryPeek(out var next) ? next : null;
            return _early.TryPeek(out var early, out _) && !(first?.Until <= early.Until) ? early : first;
        }
    }

    public ArtifactStatus StatusOf(ArtifactId id) => ShardOf(id).TryGetValue(id, out var known) ? known.Status : ArtifactStatus.Unknown;

    public void Remember(ArtifactId id, ArtifactStatus status, TimeSpan until)
    {
        Forget(id);
        var place = new Place(id, until, ++_number);
        ShardOf(id).Add(id, new Refusal(status, place.Number));
        Count++;
        if (_inOrder.Count > 0 && _lastUntil > until)
        {
            _early.Enqueue(place, (until, place.Number));
        }
        else
        {
            _inOrder.Enqueue(place);
            _lastUntil = until;
        }

        if (Count > capacity)
        {
            Forget(Next!.Value.Id);
        }

        LeaveFewPlaces();
    }

    public bool Forget(ArtifactId id)
    {
        if (!ShardOf(id).Remove(id))
        {
            return false;
        }

        Count--;
        Forgotten++;
        return true;
    }

    /// <returns>What was forgotten.</returns>
    public List<ArtifactId> Expire(TimeSpan now)
    {
        var expired = new List<ArtifactId>();
        while (Next is { } next && next.Until <= now)
        {
            expired.Add(next.Id);
            Forget(next.Id);
        }

        return expired;
    }

    private Dictionary<ArtifactId, Refusal> ShardOf(ArtifactId id) => _byId[(int)(id.Hash.Prefix >> (64 - ShardBits))];

    private bool IsTaken(Place place) => ShardOf(place.Id).TryGetValue(place.Id, out var known) && known.Number == place.Number;

    private void LeaveFewPlaces()
    {
        for (var places = _inOrder.Count > _placesMax ? _inOrder.Count : 0; places > 0; places--)
        {
            var place = _inOrder.Dequeue();
            if (IsTaken(place))
            {
                _inOrder.Enqueue(place);
            }
        }

        if (_early.Count > _placesMax)
        {
            var taken = _early.UnorderedItems.Where(item => IsTaken(item.Element)).ToList();
            _early.Clear();
            _early.EnqueueRange(taken);
        }
    }

    private readonly record struct Refusal(ArtifactStatus Status, long Number);

    private readonly record struct Place(ArtifactId Id, TimeSpan Until, long Number);
}
