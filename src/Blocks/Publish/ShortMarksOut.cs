using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// The short marks that one peer is owed in the present session: artifacts that others made, which it has from their makers as we have, and needs not be told of.
/// Of two such neighbours the one with the smaller id says them, and one that came late. Not thread-safe.
/// </summary>
internal sealed class ShortMarksOut
{
    private readonly List<ulong> _owed = [];

    /// <summary>Whether some are to be said now.</summary>
    public bool IsRipe { get; private set; }

    /// <summary>Whether some wait, and may go with what is said anyway.</summary>
    public bool Any => _owed.Count > 0;

    /// <summary>When those that wait are to be said in any case; null when none do, or they are ripe.</summary>
    public TimeSpan? RipeAt { get; private set; }

    /// <summary>Upper bound of the bytes of those that wait.</summary>
    public int BytesMax => Any ? WireSize.ShortMarksHeadMax + (_owed.Count * WireSize.ShortMark) : 0;

    /// <summary>Sum over all that were said in this session, which the peer compares with what it heard.</summary>
    public ulong Digest { get; private set; }

    public void Begin()
    {
        _owed.Clear();
        IsRipe = false;
        RipeAt = null;
        Digest = 0;
    }

    /// <summary>Adds one. False when a frame of them waits already: the peer is slow, and has to be told in another way.</summary>
    public bool TryAdd(ulong shortId, TimeSpan ripeAt)
    {
        if (_owed.Count == WireLimits.ShortMarksPerFrame)
        {
            return false;
        }

        _owed.Add(shortId);
        RipeAt ??= IsRipe ? null : ripeAt;
        return true;
    }

    public void Ripen(TimeSpan now)
    {
        if (RipeAt <= now)
        {
            IsRipe = true;
            RipeAt = null;
        }
    }

    /// <summary>The next ones, as many as fit, without those of artifacts that are gone.</summary>
    public ulong[] Take(int bytesMax, Predicate<ulong> isGone)
    {
        _owed.RemoveAll(isGone);
        IsRipe &= Any;
        RipeAt = Any ? RipeAt : null;
        var count = Math.Clamp((bytesMax - WireSize.ShortMarksHeadMax) / WireSize.ShortMark, 0, _owed.Count);
        if (count == 0)
        {
            return [];
        }

        ulong[] marks = [.. _owed[..count]];
        _owed.RemoveRange(0, count);
        foreach (var shortId in marks)
        {
            Digest = unchecked(Digest + SlotDigest.OfShortMark(shortId));
        }

        IsRipe &= Any;
        RipeAt = Any ? RipeAt : null;
        return marks;
    }
}
