using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// The slots of which one peer is to be told, in the order in which that became known: one place per slot, so what came and went while the peer was slow
/// costs nothing. Some wait for a moment first, and then gather. Not thread-safe.
/// </summary>
/// <param name="gatherFor">How long those whose moment is over wait for company.</param>
internal sealed class UpdateQueue(TimeSpan gatherFor)
{
    /// <summary>Upper bound of an update without a body, in bytes.</summary>
    public const int UpdateBytesMax = 128;

    // What was taken out leaves its place in the line behind, until the line is this much longer than what is in it.
    private const int SlackMax = 64;

    private readonly Queue<(Slot Slot, uint Ticket)> _waiting = new();
    private readonly DueSlots _later = new();
    private readonly GoneSlots _gone = new();
    private (Pending Pending, uint Ticket)[] _places = [];
    private uint _lastTicket;
    private int _initial;
    private long _pushBytes;

    [Flags]
    private enum Pending : byte
    {
        None = 0,
        Waits = 1,
        Push = 2,
        Repeat = 4,
        Initial = 8,
    }

    public int Count { get; private set; }

    /// <summary>Whether something is still to be said of what was there when the session began.</summary>
    public bool HasInitial => _initial > 0;

    /// <summary>When the first of those that wait goes in any case.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            var later = _later.Next + gatherFor;
            return _gone.Next is { } gone && !(later < gone) ? gone : later;
        }
    }

    /// <summary>Upper bound of the bytes of all updates.</summary>
    public long BytesMax => (Count * (long)UpdateBytesMax) + _pushBytes;

    public void Add(Slot slot) => Add(slot, Pending.Waits);

    /// <summary>Adds what was there when the session began.</summary>
    public void AddInitial(Slot slot)
    {
        if (!Has(slot, Pending.Initial))
        {
            Add(slot, Pending.Waits | Pending.Initial);
            _initial++;
        }
    }

    /// <summary>Adds it with the artifact's bytes.</summary>
    public void AddPush(Slot slot)
    {
        if (!Has(slot, Pending.Push))
        {
            Add(slot, Pending.Waits | Pending.Push);
            slot.PushesLeft++;
            _pushBytes += slot.Push!.Length;
        }
    }

    /// <summary>Adds it although the peer was told already.</summary>
    public void AddRepeat(Slot slot) => Add(slot, Pending.Waits | Pending.Repeat);

    /// <summary>Adds it later; in the order of the times.</summary>
    public void AddAt(TimeSpan due, Slot slot) => _later.Add(due, slot);

    /// <summary>Adds an empty slot later; in the order of the times. One that waits already keeps its place.</summary>
    public void AddGoneAt(TimeSpan due, Slot slot) => _gone.Add(due, slot);

    /// <summary>The next of the empty slots whose time has come, and which are empty still.</summary>
    public bool TryTakeGone(TimeSpan now, [NotNullWhen(true)] out Slot? slot) => _gone.TryTake(now, out slot);

    /// <summary>Whether the time of some of the others has come: when the first may gather no longer, or something goes to the peer anyway.</summary>
    public bool MayTakeDue(TimeSpan now) => (Count > 0 ? _later.Next : _later.Next + gatherFor) <= now;

    /// <summary>The next of those whose time has come, and which have not changed since.</summary>
    public bool TryTakeDue(TimeSpan now, [NotNullWhen(true)] out Slot? slot) => _later.TryTake(now, out slot);

    /// <summary>The next to be told.</summary>
    public bool TryPeek([NotNullWhen(true)] out Slot? slot)
    {
        while (_waiting.TryPeek(out var first))
        {
            if (IsThere(first))
            {
                slot = first.Slot;
                return true;
            }

            _waiting.Dequeue();
        }

        slot = null;
        return false;
    }

    public bool IsRepeat(Slot slot) => Has(slot, Pending.Repeat);

    /// <summary>Takes a slot out: it was told, or it needs not be, or it is about to change.</summary>
    public void Remove(Slot slot)
    {
        var pending = slot.Number < _places.Length ? _places[slot.Number].Pending : Pending.None;
        if (pending == Pending.None)
        {
            return;
        }

        _places[slot.Number] = default;
        Count--;
        _initial -= (pending & Pending.Initial) != 0 ? 1 : 0;
        if ((pending & Pending.Push) != 0 && slot.Push is { } body)
        {
            _pushBytes -= body.Length;
            if (--slot.PushesLeft == 0)
            {
                slot.Push = null;
            }
        }
    }

    public void Clear()
    {
        while (TryPeek(out var slot))
        {
            Remove(slot);
        }

        _later.Clear();
        _gone.Clear();
    }

    /// <summary>What is written of a slot.</summary>
    public SlotUpdate UpdateOf(Slot slot, bool withBody)
    {
        ReadOnlyMemory<byte>? body = null;
        if (withBody && Has(slot, Pending.Push))
        {
            body = slot.Push;
        }

        return new SlotUpdate((uint)slot.Number, slot.Commit, slot.Advert, body);
    }

    private void Add(Slot slot, Pending pending)
    {
        if (slot.Number >= _places.Length)
        {
            Array.Resize(ref _places, Math.Max(2 * _places.Length, slot.Number + 1));
        }

        ref var place = ref _places[slot.Number];
        if (place.Pending == Pending.None)
        {
            Count++;
            place.Ticket = ++_lastTicket;
            _waiting.Enqueue((slot, place.Ticket));
        }

        place.Pending |= pending;
        if (_waiting.Count > (2 * Count) + SlackMax)
        {
            Close();
        }
    }

    /// <summary>Closes the gaps, so that the line is never much longer than what waits in it.</summary>
    private void Close()
    {
        for (var left = _waiting.Count; left > 0; left--)
        {
            var first = _waiting.Dequeue();
            if (IsThere(first))
            {
                _waiting.Enqueue(first);
            }
        }
    }

    private bool IsThere((Slot Slot, uint Ticket) first) => _places[first.Slot.Number].Ticket == first.Ticket;

    private bool Has(Slot slot, Pending pending) => slot.Number < _places.Length && (_places[slot.Number].Pending & pending) != 0;
}
