using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// The slots of which one peer is to be told, in the order of their changes: one place per slot, so what came and went while the peer was slow
/// costs nothing. Some wait for a moment first, and then gather. Not thread-safe.
/// </summary>
/// <param name="gatherFor">How long those whose moment is over wait for company.</param>
internal sealed class UpdateQueue(TimeSpan gatherFor)
{
    /// <summary>Upper bound of an update without a body, in bytes.</summary>
    public const int UpdateBytesMax = 128;

    private readonly SortedDictionary<ulong, Slot> _ready = [];
    private readonly Queue<(TimeSpan Due, ulong Commit, Slot Slot)> _waiting = new();
    private readonly HashSet<Slot> _pushed = [];
    private readonly HashSet<Slot> _repeated = [];
    private long _pushBytes;

    public int Count => _ready.Count;

    /// <summary>The commit of the oldest change to be told; only when there is one.</summary>
    public ulong Oldest => _ready.First().Key;

    /// <summary>When the first of those that wait goes in any case.</summary>
    public TimeSpan? NextDue => _waiting.TryPeek(out var first) ? first.Due + gatherFor : null;

    public IEnumerable<Slot> Ready => _ready.Values;

    /// <summary>Upper bound of the bytes of all updates.</summary>
    public long BytesMax => (_ready.Count * (long)UpdateBytesMax) + _pushBytes;

    public void Add(Slot slot) => _ready[slot.Commit] = slot;

    /// <summary>Adds it with the artifact's bytes.</summary>
    public void AddPush(Slot slot)
    {
        Add(slot);
        if (_pushed.Add(slot))
        {
            slot.PushesLeft++;
            _pushBytes += slot.Push!.Length;
        }
    }

    /// <summary>Adds it although the peer was told already.</summary>
    public void AddRepeat(Slot slot)
    {
        Add(slot);
        _repeated.Add(slot);
    }

    /// <summary>Adds it later; in the order of the times.</summary>
    public void AddAt(TimeSpan due, Slot slot) => _waiting.Enqueue((due, slot.Commit, slot));

    /// <summary>Those whose time has come, and which have not changed since: when the first may gather no longer, or something goes to the peer anyway.</summary>
    public IEnumerable<Slot> TakeDue(TimeSpan now)
    {
        if (Count == 0 && !(NextDue <= now))
        {
            yield break;
        }

        while (_waiting.TryPeek(out var first) && first.Due <= now)
        {
            _waiting.Dequeue();
            if (first.Slot.Commit == first.Commit)
            {
                yield return first.Slot;
            }
        }
    }

    public bool IsPush(Slot slot) => _pushed.Contains(slot);

    public bool IsRepeat(Slot slot) => _repeated.Contains(slot);

    /// <summary>Takes a slot out: it was told, or it needs not be, or it is about to change.</summary>
    public void Remove(Slot slot)
    {
        _ready.Remove(slot.Commit);
        _repeated.Remove(slot);
        if (_pushed.Remove(slot) && slot.Push is { } body)
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
        foreach (var slot in _ready.Values.ToList())
        {
            Remove(slot);
        }

        _waiting.Clear();
    }

    /// <summary>What is written of a slot.</summary>
    public SlotUpdate UpdateOf(Slot slot, bool withBody)
    {
        ReadOnlyMemory<byte>? body = null;
        if (withBody && IsPush(slot))
        {
            body = slot.Push;
        }

        return new SlotUpdate((uint)slot.Number, slot.Commit, slot.Advert, body);
    }
}
