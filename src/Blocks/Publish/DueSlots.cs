using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks.Publish;

/// <summary>Slots that wait for a time, in the order of the times. One that changes meanwhile is passed over. Not thread-safe.</summary>
internal sealed class DueSlots
{
    private readonly Queue<(TimeSpan Due, ulong Commit, Slot Slot)> _slots = new();

    /// <summary>When the first is due; null when none waits.</summary>
    public TimeSpan? Next => _slots.TryPeek(out var first) ? first.Due : null;

    public void Add(TimeSpan due, Slot slot) => _slots.Enqueue((due, slot.Commit, slot));

    public void Clear() => _slots.Clear();

    /// <summary>The next of those whose time has come, and which have not changed since.</summary>
    public bool TryTake(TimeSpan now, [NotNullWhen(true)] out Slot? slot)
    {
        while (_slots.TryPeek(out var first) && first.Due <= now)
        {
            _slots.Dequeue();
            if (first.Slot.Commit == first.Commit)
            {
                slot = first.Slot;
                return true;
            }
        }

        slot = null;
        return false;
    }
}
