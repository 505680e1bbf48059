using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// The held marks that one peer gave us in the present session, as a sum: whose slot they belong to is looked up as they come. Not thread-safe.
/// </summary>
internal sealed class HeldIn
{
    private ulong _marks;
    private ulong _count;
    private ulong _digest;
    private ulong _repeats;
    private TimeSpan _askNotBefore;

    public void Begin()
    {
        _marks = 0;
        _count = 0;
        _digest = 0;
        _repeats = 0;
        _askNotBefore = TimeSpan.Zero;
    }

    /// <summary>
    /// Adds marks. An honest peer marks a commit once, and once again for each repetition that it was asked for; more is a flood, and is refused
    /// before any of it is looked at.
    /// </summary>
    public bool TryAdd(IReadOnlyList<CommitRange> ranges, ulong lastCommit, int slots)
    {
        var marksMax = lastCommit + ((_repeats + 1) * (ulong)slots);
        var marks = _marks;
        foreach (var range in ranges)
        {
            if (range.Last < range.First || range.Last - range.First >= marksMax - marks)
            {
                return false;
            }

            marks += range.Last - range.First + 1;
        }

        _count = unchecked(_count + marks - _marks);
        _marks = marks;
        foreach (var range in ranges)
        {
            for (var commit = range.First; commit - range.First <= range.Last - range.First; commit++)
            {
                _digest = unchecked(_digest + SlotDigest.OfCommit(commit));
            }
        }

        return true;
    }

    public bool IsDifferent(HeldDigestMessage told) => told.Count != _count || told.Digest != _digest;

    /// <summary>
    /// Takes the peer's sums over, at most once an interval, before it is asked to repeat: what it repeats comes on top of them on both sides, and
    /// so ends the difference.
    /// </summary>
    public bool TryTakeOver(HeldDigestMessage told, TimeSpan now, TimeSpan interval)
    {
        if (now < _askNotBefore)
        {
            return false;
        }

        _askNotBefore = now + interval;
        _repeats++;
        _count = told.Count;
        _digest = told.Digest;
        return true;
    }
}
