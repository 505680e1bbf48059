using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks.Publish;

/// <summary>
/// Slots that were there when a session began, and of which the peer will say as a rule that it has their artifacts: it is told of the others little by little. One that changes meanwhile
/// is passed over. Not thread-safe.
/// </summary>
internal sealed class IntroducedSlots
{
    private readonly Queue<(ulong Commit, Slot Slot)> _slots = new();

    /// <summary>When some more are to be told; null when none wait.</summary>
    public TimeSpan? Next { get; private set; }

    /// <summary>Begins with these, in this order.</summary>
    public void Begin(IEnumerable<Slot> slots, TimeSpan due)
    {
        Clear();
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
        while (_slots.TryDequeue(out var next))
        {
            if (next.Slot.Commit == next.Commit)
            {
                slot = next.Slot;
                return true;
            }
        }

        slot = null;
        return false;
    }

    public void Clear()
    {
        _slots.Clear();
        Next = null;
    }
}
