using System.Collections;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// The short marks that one peer gave us in the present session: which of our slots hold what it holds, and what it holds and we do not, for which it is asked
/// after a while. Bounded by our slots and by <see cref="UnmetMax"/>. Not thread-safe.
/// </summary>
/// <param name="options">How long a mark waits for its artifact.</param>
internal sealed class ShortMarksIn(PublishOptions options)
{
    /// <summary>Marks that wait for their artifacts at most: a frame of them. What is beyond it counts as not heard, so that the digests differ.</summary>
    public const int UnmetMax = WireLimits.ShortMarksPerFrame;

    /// <summary>How often a peer is asked for one that does not come.</summary>
    private const int AsksMax = 3;

    private readonly BitArray _held = new(0);
    private readonly HashSet<ulong> _unmet = [];
    private readonly Queue<Wait> _first = new();
    private readonly Queue<Wait> _again = new();
    private TimeSpan _askNotBefore;

    /// <summary>Sum over all that were heard in this session.</summary>
    public ulong Digest { get; private set; }

    /// <summary>Marks that wait for their artifacts.</summary>
    public IReadOnlyCollection<ulong> Unmet => _unmet;

    /// <summary>When the peer is to be asked for the first that waits; null when none does.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            TimeSpan? first = _first.TryPeek(out var next) ? next.Due : null;
            return _again.TryPeek(out var again) && !(first < again.Due) ? again.Due : first;
        }
    }

    public void Begin()
    {
        ForgetAll();
        _askNotBefore = TimeSpan.Zero;
        Digest = 0;
    }

    /// <summary>A mark came; the slot that holds its artifact, if one does.</summary>
    public void Add(ulong shortId, Slot? slot, TimeSpan now)
    {
        if (slot is not null)
        {
            Set(slot);
        }
        else if (_first.Count + _again.Count >= UnmetMax)
        {
            return;
        }
        else if (_unmet.Add(shortId))
        {
            _first.Enqueue(new Wait(now + options.ShortMarksWithin, shortId, 0));
        }

        Digest = unchecked(Digest + SlotDigest.OfShortMark(shortId));
    }

    /// <summary>Whether the peer said that it holds what the slot holds now.</summary>
    public bool Has(Slot slot) => slot.Number < _held.Length && _held[slot.Number];

    /// <summary>The slot has just been filled: the mark may have come before its artifact.</summary>
    public void Meet(Slot slot)
    {
        if (_unmet.Count > 0 && _unmet.Remove(slot.ShortId))
        {
            Set(slot);
        }
    }

    /// <summary>The slot is about to change, or the peer wants to be told all the same.</summary>
    public void Forget(Slot slot)
    {
        if (slot.Number < _held.Length)
        {
            _held[slot.Number] = false;
        }
    }

    /// <summary>The peer wants to be told of an artifact all the same.</summary>
    public void Forget(ulong shortId) => _unmet.Remove(shortId);

    /// <summary>The peer wants to be told of everything.</summary>
    public void ForgetAll()
    {
        _held.SetAll(false);
        _unmet.Clear();
        _first.Clear();
        _again.Clear();
    }

    /// <summary>The next of those that waited long enough for their artifacts, and are to be asked for.</summary>
    public bool TryTakeDue(TimeSpan now, out ulong shortId) => TryTake(_first, now, out shortId) || TryTake(_again, now, out shortId);

    /// <summary>Whether the peer said more or less than we heard; its sum is taken over then, at most once an interval, since it will be told what was missed.</summary>
    public bool TryTakeOver(ulong told, TimeSpan now)
    {
        if (told == Digest || now < _askNotBefore)
        {
            return false;
        }

        _askNotBefore = now + options.HeartbeatInterval;
        Digest = told;
        return true;
    }

    private bool TryTake(Queue<Wait> line, TimeSpan now, out ulong shortId)
    {
        while (line.TryPeek(out var next) && next.Due <= now)
        {
            line.Dequeue();
            shortId = next.ShortId;
            if (!_unmet.Contains(shortId))
            {
                continue;
            }

            // Asked again while it does not come: the answer may be lost, or on its way.
            if (next.Asks + 1 < AsksMax)
            {
                _again.Enqueue(new Wait(now + options.HeartbeatInterval, shortId, next.Asks + 1));
            }
            else
            {
                _unmet.Remove(shortId);
            }

            return true;
        }

        shortId = 0;
        return false;
    }

    private void Set(Slot slot)
    {
        if (slot.Number >= _held.Length)
        {
            _held.Length = Math.Max(2 * _held.Length, slot.Number + 1);
        }

        _held[slot.Number] = true;
    }

    private readonly record struct Wait(TimeSpan Due, ulong ShortId, int Asks);
}
