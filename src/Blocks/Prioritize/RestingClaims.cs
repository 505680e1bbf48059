namespace Tidings.Blocks.Prioritize;

/// <summary>Claims that nobody could serve: each waits again after a while, unless it is advertised anew before.</summary>
internal sealed class RestingClaims(PrioritizeOptions options, AdvertBook book)
{
    private readonly PriorityQueue<PriorityEntry, TimeSpan> _resting = new();

    public TimeSpan NextWake => _resting.TryPeek(out _, out var at) ? at : TimeSpan.MaxValue;

    public void Add(PriorityEntry entry, TimeSpan now)
    {
        entry.State = EntryState.Resting;
        entry.RestsUntil = now + options.RestFor;
        _resting.Enqueue(entry, entry.RestsUntil);
    }

    /// <summary>Those whose rest is over wait again. One that left, or rests for another time by now, is passed over.</summary>
    public void Wake(TimeSpan now)
    {
        while (_resting.TryPeek(out var entry, out var until) && until <= now)
        {
            _resting.Dequeue();
            if (entry.State == EntryState.Resting && entry.RestsUntil == until && book.Find(entry.Claim) == entry)
            {
                book.Wait(entry);
            }
        }
    }
}
