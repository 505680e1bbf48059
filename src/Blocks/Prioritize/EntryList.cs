namespace Tidings.Blocks.Prioritize;

/// <summary>
/// Claims in the order in which they were added, linked through the claims themselves: to add or remove one allocates nothing. A claim is in one list of all
/// claims and in one list of its state at most.
/// </summary>
internal sealed class EntryList(bool isOfAll)
{
    public PriorityEntry? First { get; private set; }

    public PriorityEntry? Last { get; private set; }

    public int Count { get; private set; }

    public void AddLast(PriorityEntry entry)
    {
        LinksOf(entry).Previous = Last;
        if (Last is null)
        {
            First = entry;
        }
        else
        {
            LinksOf(Last).Next = entry;
        }

        Last = entry;
        Count++;
    }

    /// <summary>Takes out an entry of this list.</summary>
    public void Remove(PriorityEntry entry)
    {
        ref var links = ref LinksOf(entry);
        if (links.Previous is { } previous)
        {
            LinksOf(previous).Next = links.Next;
        }
        else
        {
            First = links.Next;
        }

        if (links.Next is { } next)
        {
            LinksOf(next).Previous = links.Previous;
        }
        else
        {
            Last = links.Previous;
        }

        links = default;
        Count--;
    }

    public PriorityEntry? After(PriorityEntry entry) => LinksOf(entry).Next;

    private ref EntryLinks LinksOf(PriorityEntry entry) => ref isOfAll ? ref entry.AmongAll : ref entry.InState;
}

/// <summary>A claim's neighbours in a list.</summary>
internal struct EntryLinks
{
    public PriorityEntry? Previous { get; set; }

    public PriorityEntry? Next { get; set; }
}
