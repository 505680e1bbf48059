using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// What one peer said of its slots, in pages that are made when they are first used. Keeps the digest of each page up to date; knows nothing of
/// artifacts. Not thread-safe.
/// </summary>
internal sealed class SlotTable(NodeId peer, int slotsMax)
{
    private readonly SlotEntry[]?[] _pages = new SlotEntry[]?[PagesFor(slotsMax)];
    private readonly ulong[] _digests = new ulong[PagesFor(slotsMax)];
    private readonly TimeSpan[] _mismatchNotBefore = new TimeSpan[PagesFor(slotsMax)];

    public NodeId Peer => peer;

    public long Session { get; private set; }

    public ulong Incarnation { get; private set; }

    public bool IsConnected { get; private set; }

    /// <summary>Whether everything was said in this session, so that digests can be compared.</summary>
    public bool IsSynced { get; set; }

    /// <summary>Whether it used a slot beyond its table in this session.</summary>
    public bool WentBeyond { get; set; }

    /// <summary>Whether its last digests differed.</summary>
    public bool Differs { get; set; }

    /// <summary>Slots that the peer announced, and never more than fit here.</summary>
    public int Slots { get; private set; }

    public int PageCount => _pages.Length;

    public void Join(long session, ulong incarnation, int slots)
    {
        if (incarnation != Incarnation)
        {
            ForgetCommits();
        }

        Session = session;
        Incarnation = incarnation;
        Slots = Math.Min(slots, slotsMax);
        IsConnected = true;
        IsSynced = false;
    }

    public void Leave()
    {
        IsConnected = false;
        IsSynced = false;
        WentBeyond = false;
        Differs = false;
        Array.Clear(_mismatchNotBefore);
    }

    /// <summary>The entry of a slot below the bound that the table was made with.</summary>
    public ref SlotEntry At(int slot) =>
        ref (_pages[slot / WireLimits.SlotsPerPage] ??= new SlotEntry[WireLimits.SlotsPerPage])[slot % WireLimits.SlotsPerPage];

    /// <summary>Changes the commit of an entry, and with it the digest of its page; 0 empties the slot.</summary>
    public void SetCommit(int slot, ulong commit)
    {
        ref var entry = ref At(slot);
        ref var digest = ref _digests[slot / WireLimits.SlotsPerPage];
        unchecked
        {
            digest -= entry.Commit == 0 ? 0 : SlotDigest.OfSlot((uint)slot, entry.Commit);
            digest += commit == 0 ? 0 : SlotDigest.OfSlot((uint)slot, commit);
        }

        entry.Commit = commit;
    }

    /// <summary>Slots in use, in order.</summary>
    public IEnumerable<int> Used()
    {
        for (var page = 0; page < _pages.Length; page++)
        {
            for (var i = 0; _pages[page] is { } entries && i < entries.Length; i++)
            {
                if (entries[i].IsUsed)
                {
                    yield return (page * WireLimits.SlotsPerPage) + i;
                }
            }
        }
    }

    public bool IsDifferent(PageDigest told) => told.Page < (uint)_pages.Length && _digests[told.Page] != told.Digest;

    /// <summary>Whether the peer may be asked to repeat a page now; it was not within the interval.</summary>
    public bool MayAskFor(uint page, TimeSpan now, TimeSpan interval)
    {
        if (now < _mismatchNotBefore[page])
        {
            return false;
        }

        _mismatchNotBefore[page] = now + interval;
        return true;
    }

    public ulong DigestOf(int page) => _digests[page];

    /// <summary>What HELLO says of this table; null when there is nothing to say.</summary>
    public KeptTable? Kept()
    {
        var used = Math.Min(Array.FindLastIndex(_digests, digest => digest != 0) + 1, WireLimits.KeptPagesMax);
        return used == 0 ? null : new KeptTable(Incarnation, _digests[..used]);
    }

    /// <summary>Commits of another process compare with nothing: only the adverts stay, for the marks of removed artifacts that they keep alive.</summary>
    private void ForgetCommits()
    {
        foreach (var page in _pages)
        {
            foreach (ref var entry in page.AsSpan())
            {
                entry.Commit = 0;
            }
        }

        Array.Clear(_digests);
    }

    private static int PagesFor(int slots) => (slots + WireLimits.SlotsPerPage - 1) / WireLimits.SlotsPerPage;
}
