using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks.Publish;

/// <summary>Slots that were emptied, and of which that is told later, in the order of the times: one place per slot, however often it is emptied. Not thread-safe.</summary>
internal sealed class GoneSlots
{
    private readonly Queue<(TimeSpan Due, Slot Slot)> _slots = new();
    private readonly HashSet<int> _waiting = [];

    /// <summary>When the first is due; null when none waits.</summary>
    public TimeSpan? Next => _slots.TryPeek(out var first) ? first.Due : null;

    /// <summary>One that waits already keeps its place.</summary>
    public void Add(TimeSpan due, Slot slot)
    {
        if (_waiting.Add(slot.Number))
        {
            _slots.Enqueue((due, slot));
        }
    }

    public void Clear()
    {
        _slots.Clear();
        _waiting.Clear();
    }

    /// <summary>The next of those whose time has come.</summary>
    public bool TryTake(TimeSpan now, [NotNullWhen(true)] out Slot? slot)
    {
        if (_slots.TryPeek(out var first) && first.Due <= now)
        {
            _slots.Dequeue();
            _waiting.Remove(first.Slot.Number);
            slot = first.Slot;
            return true;
        }

        slot = null;
        return false;
    }
}
