using System.Runtime.InteropServices;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// The held marks that one peer is owed and was given in the present session: commits of its own table. At most one for each of its slots.
/// Not thread-safe.
/// </summary>
internal sealed class HeldOut
{
    private readonly HashSet<ulong> _owed = [];
    private readonly List<ulong> _sorted = [];
    private readonly HashSet<ulong> _given = [];
    private bool _isRipe;

    /// <summary>Whether marks are to be given now.</summary>
    public bool IsRipe => _isRipe && _owed.Count > 0;

    /// <summary>How urgent the most urgent of what is owed is: a mark as its artifact.</summary>
    public FetchPriority Class { get; private set; } = FetchPriority.Later;

    /// <summary>When the marks that gather are to be given; null when none do.</summary>
    public TimeSpan? RipeAt { get; private set; }

    /// <summary>Upper bound of the bytes of what is owed.</summary>
    public int OwedBytesMax => Math.Min(_owed.Count, WireLimits.RangesPerFrame) * WireSize.RangeMax;

    /// <summary>Marks given in this session, repetitions included; with <see cref="Digest"/> it is what the peer compares.</summary>
    public ulong Count { get; private set; }

    public ulong Digest { get; private set; }

    /// <summary>A new session: the dedupe stage says anew what is owed.</summary>
    public void Begin()
    {
        _owed.Clear();
        _given.Clear();
        _isRipe = false;
        Class = FetchPriority.Later;
        RipeAt = null;
        Count = 0;
        Digest = 0;
    }

    /// <summary>A mark is owed, and gathers with others until this time at most.</summary>
    public void Due(ulong commit, FetchPriority priority, TimeSpan ripeAt)
    {
        if (!_given.Contains(commit) && _owed.Add(commit))
        {
            Class = Class < priority ? priority : Class;
            RipeAt ??= ripeAt;
        }
    }

    /// <summary>Those that gathered long enough, and what came with them.</summary>
    public void Ripen(TimeSpan now)
    {
        if (RipeAt <= now)
        {
            _isRipe = _owed.Count > 0;
            RipeAt = null;
        }
    }

    /// <summary>The peer's slot holds something else by now.</summary>
    public void Ended(ulong commit)
    {
        _owed.Remove(commit);
        _given.Remove(commit);
    }

    /// <summary>The peer missed some: everything again.</summary>
    public void Repeat()
    {
        _owed.UnionWith(_given);
        _given.Clear();
        _isRipe = _owed.Count > 0;
    }

    /// <summary>The next marks, as ranges that fit.</summary>
    public IReadOnlyList<CommitRange> Take(int bytesMax)
    {
        var ranges = new List<CommitRange>();
        var rangesMax = Math.Min(bytesMax / WireSize.RangeMax, WireLimits.RangesPerFrame);
        _sorted.Clear();
        _sorted.AddRange(_owed);
        _sorted.Sort();
        var taken = 0;
        foreach (var commit in _sorted)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == commit)
            {
                ranges[^1] = ranges[^1] with { Last = commit };
            }
            else if (ranges.Count < rangesMax)
            {
                ranges.Add(new CommitRange(commit, commit));
            }
            else
            {
                break;
            }

            taken++;
        }

        foreach (var commit in CollectionsMarshal.AsSpan(_sorted)[..taken])
        {
            _owed.Remove(commit);
            _given.Add(commit);
            Count++;
            Digest = unchecked(Digest + SlotDigest.OfCommit(commit));
        }

        _isRipe = _owed.Count > 0;
        Class = _isRipe ? Class : FetchPriority.Later;
        RipeAt = null;
        return ranges;
    }
}
