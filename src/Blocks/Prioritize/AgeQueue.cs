namespace Tidings.Blocks.Prioritize;

/// <summary>
/// Claims by age. Nearly all come in that order and stand in a list; one that comes back when younger ones wait already goes to a tree, so that no order of
/// coming and going makes it slow.
/// </summary>
internal sealed class AgeQueue
{
    private static readonly Comparer<PriorityEntry> ByAge = Comparer<PriorityEntry>.Create((one, other) => one.Age.CompareTo(other.Age));

    private readonly EntryList _inOrder = new(isOfAll: false);
    private SortedSet<PriorityEntry>? _late;

    public bool IsEmpty => _inOrder.Count == 0 && _late is null or { Count: 0 };

    public PriorityEntry? Oldest
    {
        get
        {
            var (first, late) = (_inOrder.First, _late?.Min);
            return late is null || first?.Age < late.Age ? first : late;
        }
    }

    public PriorityEntry? Youngest
    {
        get
        {
            var (last, late) = (_inOrder.Last, _late?.Max);
            return late is null || last?.Age > late.Age ? last : late;
        }
    }

    public void Add(PriorityEntry entry)
    {
        entry.IsLate = _inOrder.Last?.Age > entry.Age;
        if (entry.IsLate)
        {
            (_late ??= new SortedSet<PriorityEntry>(ByAge)).Add(entry);
        }
        else
        {
            _inOrder.AddLast(entry);
        }
    }

    public void Remove(PriorityEntry entry)
    {
        if (entry.IsLate)
        {
            _late!.Remove(entry);
        }
        else
        {
            _inOrder.Remove(entry);
        }
    }
}
