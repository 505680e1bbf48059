using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Prioritize;

/// <summary>The claims charged to one peer: the waiting ones by class and age, and the bytes admitted for it per class.</summary>
internal sealed class PeerShelf
{
    private static readonly Comparer<PriorityEntry> ByAge = Comparer<PriorityEntry>.Create((one, other) => one.Age.CompareTo(other.Age));

    private readonly SortedSet<PriorityEntry>[] _waiting = [new(ByAge), new(ByAge), new(ByAge), new(ByAge), new(ByAge)];
    private readonly long[] _served = new long[5];

    /// <summary>All claims charged to it, waiting or not.</summary>
    public int Count { get; set; }

    /// <summary>Of them, those that are being downloaded.</summary>
    public int Started { get; set; }

    public bool IsEmpty(FetchPriority priority) => _waiting[(int)priority].Count == 0;

    public PriorityEntry? Oldest(FetchPriority priority) => _waiting[(int)priority].Min;

    /// <summary>Bytes admitted in this class, on the scale of <see cref="AdmissionQueue"/>.</summary>
    public ref long Served(FetchPriority priority) => ref _served[(int)priority];

    public void Add(PriorityEntry entry) => _waiting[(int)entry.Class].Add(entry);

    public void Remove(PriorityEntry entry) => _waiting[(int)entry.Class].Remove(entry);

    /// <summary>What its peer can best do without: the youngest of its lowest class.</summary>
    public PriorityEntry? LeastWanted()
    {
        foreach (var waiting in _waiting)
        {
            if (waiting.Max is { } youngest)
            {
                return youngest;
            }
        }

        return null;
    }
}
