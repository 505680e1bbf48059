using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks.Publish;

/// <summary>
/// Slots that were there when a session began, and of which the peer will say as a rule that it has their artifacts: it is told of the others little by little. One that changes meanwhile
/// is passed over. Not thread-safe.
/// </summary>
internal sealed class IntroducedSlots
{
    private SegmentedQueue<(ulong Commit, Slot Slot)> _slots = new();

    /// <summary>When some more are to be told; null when none wait.</summary>
    public TimeSpan? Next { get; private set; }

    /// <summary>How many are told in a step.</summary>
    public int AtATime { get; private set; }

    /// <summary>The commit of the one that was looked at last, in this session or before it.</summary>
    public ulong LastCommit { get; private set; }

    /// <summary>Begins with these, in this order.</summary>
    public void Begin(IEnumerable<Slot> slots, int atATime, TimeSpan due)
    {
        Clear();
        AtATime = atATime;
        foreach (var slot in slots)
        {
            _slots.Enqueue((slot.Commit, slot));
        }

        GoOn(due);
    }

    /// <summary>Some were told: the next ones not before that time.</summary>
    public void GoOn(TimeSpan due) => Next = _slots.Count > 0 ? due : null;

    public bool TryTake([NotNullWhen(true)] out Slot? slot)
    {
        while (_slots.Count > 0)
        {
            (LastCommit, slot) = _slots.Dequeue();
            if (slot.Commit == LastCommit)
            {
                return true;
            }
        }

        slot = null;
        return false;
    }

    /// <summary>Takes out those of which something is true, wherever they stand.</summary>
    public List<Slot> Take(Predicate<Slot> isTaken)
    {
        var taken = new List<Slot>();
        for (var left = _slots.Count; left > 0; left--)
        {
            var (commit, slot) = _slots.Dequeue();
            if (slot.Commit == commit && isTaken(slot))
            {
                taken.Add(slot);
            }
            else
            {
                _slots.Enqueue((commit, slot));
            }
        }

        Next = _slots.Count > 0 ? Next : null;
        return taken;
    }

    /// <summary>The memory of a long line is not kept.</summary>
    public void Clear()
    {
        _slots = new();
        Next = null;
    }
}
