using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// The slots of which one peer is to be told, the most urgent first and those of a class in the order in which that became known: one place per slot, so what came
/// and went while the peer was slow costs nothing. Some wait for a moment first, and then gather. Not thread-safe.
/// </summary>
/// <param name="gatherFor">How long those whose moment is over wait for company.</param>
internal sealed class UpdateQueue(TimeSpan gatherFor)
{
    /// <summary>Upper bound of an update without a body, in bytes.</summary>
    public const int UpdateBytesMax = 128;

    private readonly SlotLines _lines = new();
    private readonly DueSlots _later = new();
    private readonly GoneSlots _gone = new();
    private Pending[] _pending = [];
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
        Gone = 16,
    }

    public int Count => _lines.Count;

    /// <summary>The class of the most urgent; the last when there is none.</summary>
    public FetchPriority Class => _lines.Class;

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

    /// <summary>Adds that what it held is gone, whatever it holds now.</summary>
    public void AddGone(Slot slot) => Add(slot, Pending.Gone);

    /// <summary>Adds it although the peer was told already.</summary>
    public void AddRepeat(Slot slot) => Add(slot, Pending.Waits | Pending.Repeat);

    /// <summary>Adds it later; in the order of the times.</summary>
    public void AddAt(TimeSpan due, Slot slot) => _later.Add(due, slot);

    /// <summary>Adds later that what a slot held is gone; in the order of the times. One that waits already keeps its place.</summary>
    public void AddGoneAt(TimeSpan due, Slot slot) => _gone.Add(due, slot);

    /// <summary>The next of those slots whose time has come.</summary>
    public bool TryTakeGone(TimeSpan now, [NotNullWhen(true)] out Slot? slot) => _gone.TryTake(now, out slot);

    /// <summary>Whether the time of some of the others has come: when the first may gather no longer, or something goes to the peer anyway.</summary>
    public bool MayTakeDue(TimeSpan now) => (Count > 0 ? _later.Next : _later.Next + gatherFor) <= now;

    /// <summary>The next of those whose time has come, and which have not changed since.</summary>
    public bool TryTakeDue(TimeSpan now, [NotNullWhen(true)] out Slot? slot) => _later.TryTake(now, out slot);

    /// <summary>The next to be told.</summary>
    public bool TryPeek([NotNullWhen(true)] out Slot? slot) => _lines.TryPeek(out slot);

    public bool IsRepeat(Slot slot) => Has(slot, Pending.Repeat);

    /// <summary>Whether nothing is to be said but that what it held is gone.</summary>
    public bool IsGone(Slot slot) => slot.Number < _pending.Length && _pending[slot.Number] == Pending.Gone;

    /// <summary>Takes a slot out that is told in so many bytes.</summary>
    public void Tell(Slot slot, int bytes)
    {
        _lines.Serve(slot, bytes);
        Remove(slot);
    }

    /// <summary>Takes a slot out: it needs not be told, or it is about to change.</summary>
    public void Remove(Slot slot)
    {
        var pending = slot.Number < _pending.Length ? _pending[slot.Number] : Pending.None;
        if (pending == Pending.None)
        {
            return;
        }

        _pending[slot.Number] = Pending.None;
        _lines.Remove(slot);
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
        if (slot.Number >= _pending.Length)
        {
            Array.Resize(ref _pending, Math.Max(2 * _pending.Length, slot.Number + 1));
        }

        if (_pending[slot.Number] == Pending.None)
        {
            _lines.Add(slot);
        }

        _pending[slot.Number] |= pending;
    }

    private bool Has(Slot slot, Pending pending) => slot.Number < _pending.Length && (_pending[slot.Number] & pending) != 0;
}
