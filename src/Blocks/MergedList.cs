namespace Tidings.Blocks;

/// <summary>
/// What several values of a signal said, one after the other, as one list. A list that was made by merging grows; copied each time, a burst would
/// cost its square. Whoever merges owns the first list: a signal's value that nobody has taken yet.
/// </summary>
internal sealed class MergedList<T> : List<T>
{
    private MergedList(IReadOnlyList<T> first, IReadOnlyList<T> second)
        : base(2 * (first.Count + second.Count))
    {
        AddRange(first);
        AddRange(second);
    }

    public static IReadOnlyList<T> Of(IReadOnlyList<T> earlier, IReadOnlyList<T> later)
    {
        if (earlier is not MergedList<T> merged)
        {
            return new MergedList<T>(earlier, later);
        }

        merged.AddRange(later);
        return merged;
    }
}
