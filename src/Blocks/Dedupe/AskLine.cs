namespace Tidings.Blocks.Dedupe;

/// <summary>
/// The short ids of one peer that wait for their artifacts, in the order in which they came, and how many of them it may be asked for: who comes late hears of
/// much of a pool before it has it, and gets most of it from the makers before long. Not thread-safe.
/// </summary>
internal sealed class AskLine(SlotTable table, DedupeOptions options)
{
    // Waits that have ended leave their place in line behind, until the line is this much longer than what waits.
    private const int SlackMax = 64;

    private readonly Queue<Wait> _due = new();
    private readonly Queue<Wait> _again = new();
    private int _count;
    private int _asked;
    private TimeSpan _askedSince;

    /// <summary>Places in line, those left behind included.</summary>
    public int Places => _due.Count + _again.Count;

    /// <summary>When the peer is to be asked.</summary>
    public TimeSpan NextDue
    {
        get
        {
            var first = _due.TryPeek(out var wait) ? wait.Due : TimeSpan.MaxValue;
            first = _again.TryPeek(out wait) && wait.Due < first ? wait.Due : first;
            return _asked < options.AsksMax || first > TurnEnd ? first : TurnEnd;
        }
    }

    public void Add(int slot, TimeSpan now)
    {
        _count++;
        Trim(_due);
        Trim(_again);
        _due.Enqueue(new Wait(now + options.ResolveWithin, slot, table.Session, table.At(slot).Commit));
    }

    /// <summary>One of them waits no longer.</summary>
    public void End() => _count--;

    /// <summary>Those that waited long enough are asked for, and asked for again when the answer does not come.</summary>
    public void AskDue(TimeSpan now, DedupeEffects effects)
    {
        if (now >= TurnEnd)
        {
            (_askedSince, _asked) = (now, 0);
        }

        AskDue(_due, now, effects);
        AskDue(_again, now, effects);
    }

    private TimeSpan TurnEnd => _askedSince + options.ResolveWithin;

    private void AskDue(Queue<Wait> waits, TimeSpan now, DedupeEffects effects)
    {
        while (_asked < options.AsksMax && waits.TryPeek(out var wait) && wait.Due <= now)
        {
            waits.Dequeue();
            if (IsThere(wait))
            {
                _asked++;
                effects.Unresolved(table, wait.Commit);
                _again.Enqueue(wait with { Due = now + options.MismatchInterval });
            }
        }
    }

    /// <summary>However often the peer changes its mind, the line holds little more than what waits.</summary>
    private void Trim(Queue<Wait> waits)
    {
        for (var left = waits.Count > (2 * _count) + SlackMax ? waits.Count : 0; left > 0; left--)
        {
            if (waits.Dequeue() is var wait && IsThere(wait))
            {
                waits.Enqueue(wait);
            }
        }
    }

    private bool IsThere(Wait wait) =>
        table.At(wait.Slot) is { IsShort: true, IsStale: false } entry && entry.Commit == wait.Commit && table.IsConnected && table.Session == wait.Session;

    private readonly record struct Wait(TimeSpan Due, int Slot, long Session, ulong Commit);
}
