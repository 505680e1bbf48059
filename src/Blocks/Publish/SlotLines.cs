using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;

namespace Tidings.Blocks.Publish;

/// <summary>
/// A line of slots for each class, and which of them is next: the most urgent, except that every class keeps the share that its chunks have. A slot has one place.
/// Not thread-safe.
/// </summary>
internal sealed class SlotLines
{
    /// <summary>In what a class's share is paid out: twice the largest usual push. The usual class waits for 28 KiB of urgent ones at most, the last for 60.</summary>
    public const int ShareBytes = 4 << 10;

    // What was taken out leaves its place in the line behind, until the line is this much longer than what is in it.
    private const int SlackMax = 64;

    private readonly Line[] _lines = [new(), new(), new()];
    private readonly LevelShares _shares = new(GrantLevel.ClassShares, ShareBytes);
    private (uint Ticket, byte Level)[] _places = [];
    private uint _lastTicket;

    public int Count { get; private set; }

    /// <summary>The most urgent class of which one waits; the last when none does.</summary>
    public FetchPriority Class =>
        _lines[0].Count > 0 ? FetchPriority.FetchNow
        : _lines[1].Count > 0 ? FetchPriority.Fetch
        : FetchPriority.Later;

    /// <summary>Adds one that is not there, as the last of its class.</summary>
    public void Add(Slot slot)
    {
        if (slot.Number >= _places.Length)
        {
            Array.Resize(ref _places, Math.Max(2 * _places.Length, slot.Number + 1));
        }

        var level = GrantLevel.OfClass(slot.Class);
        var line = _lines[level];
        _places[slot.Number] = (++_lastTicket, (byte)level);
        line.Slots.Enqueue((slot, _lastTicket));
        line.Count++;
        Count++;
        if (line.Slots.Count > (2 * line.Count) + SlackMax)
        {
            Close(line);
        }
    }

    /// <summary>Takes one out that is there.</summary>
    public void Remove(Slot slot)
    {
        ref var place = ref _places[slot.Number];
        _lines[place.Level].Count--;
        Count--;
        place = default;
    }

    /// <summary>The next.</summary>
    public bool TryPeek([NotNullWhen(true)] out Slot? slot)
    {
        slot = null;
        if (Count == 0)
        {
            return false;
        }

        var line = _lines[_shares.Pick(Waiting)].Slots;
        while (!IsThere(line.Peek()))
        {
            line.Dequeue();
        }

        slot = line.Peek().Slot;
        return true;
    }

    /// <summary>One that is there has had so many bytes: counted against the shares.</summary>
    public void Serve(Slot slot, int bytes) => _shares.Serve(_places[slot.Number].Level, bytes, Waiting);

    private uint Waiting => (_lines[0].Count > 0 ? 1u : 0) | (_lines[1].Count > 0 ? 2u : 0) | (_lines[2].Count > 0 ? 4u : 0);

    /// <summary>Closes the gaps, so that the line is never much longer than what waits in it.</summary>
    private void Close(Line line)
    {
        for (var left = line.Slots.Count; left > 0; left--)
        {
            var first = line.Slots.Dequeue();
            if (IsThere(first))
            {
                line.Slots.Enqueue(first);
            }
        }
    }

    private bool IsThere((Slot Slot, uint Ticket) first) => _places[first.Slot.Number].Ticket == first.Ticket;

    private sealed class Line
    {
        public Queue<(Slot Slot, uint Ticket)> Slots { get; } = new();

        public int Count { get; set; }
    }
}
