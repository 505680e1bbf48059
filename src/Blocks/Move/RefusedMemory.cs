using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>
/// Why artifacts that are not here are not fetched again: bounded and ageing. Nearly all are remembered for the same time, and so stand in a list in the order
/// in which they age; one that ages before the last of them goes to a tree. Not thread-safe.
/// </summary>
internal sealed class RefusedMemory(int capacity)
{
    // One table of 65,536 would grow through arrays that the collector counts as large objects, from 85 KB; each of so many stays below that.
    private const int ShardBits = 7;

    private readonly Dictionary<ArtifactId, Refusal>[] _byId = [.. Enumerable.Range(0, 1 << ShardBits).Select(static _ => new Dictionary<ArtifactId, Refusal>())];
    private readonly LinkedList<Refusal> _inOrder = [];
    private readonly SortedSet<Refusal> _early = new(
        Comparer<Refusal>.Create(static (one, other) => (one.Until, one.Number).CompareTo((other.Until, other.Number))));

    private long _number;

    public int Count { get; private set; }

    /// <summary>How many were forgotten so far.</summary>
    public long Forgotten { get; private set; }

    /// <summary>When the next id is forgotten.</summary>
    public TimeSpan? NextExpiry => Next?.Until;

    private Refusal? Next
    {
        get
        {
            var (first, early) = (_inOrder.First?.Value, _early.Count == 0 ? null : _early.Min);
            return early is null || first?.Until <= early.Until ? first : early;
        }
    }

    public ArtifactStatus StatusOf(ArtifactId id) => ShardOf(id).TryGetValue(id, out var known) ? known.Status : ArtifactStatus.Unknown;

    public void Remember(ArtifactId id, ArtifactStatus status, TimeSpan until)
    {
        Forget(id);
        var refusal = new Refusal(id, status, until, _number++);
        ShardOf(id).Add(id, refusal);
        Count++;
        if (_inOrder.Last?.Value.Until > until)
        {
            _early.Add(refusal);
        }
        else
        {
            refusal.Place = _inOrder.AddLast(refusal);
        }

        if (Count > capacity)
        {
            Forget(Next!.Id);
        }
    }

    public bool Forget(ArtifactId id)
    {
        if (!ShardOf(id).Remove(id, out var known))
        {
            return false;
        }

        Count--;
        Forgotten++;
        if (known.Place is { } place)
        {
            _inOrder.Remove(place);
        }
        else
        {
            _early.Remove(known);
        }

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

    private sealed class Refusal(ArtifactId id, ArtifactStatus status, TimeSpan until, long number)
    {
        public ArtifactId Id => id;

        public ArtifactStatus Status => status;

        public TimeSpan Until => until;

        public long Number => number;

        public LinkedListNode<Refusal>? Place { get; set; }
    }
}
