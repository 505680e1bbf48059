using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// What one peer was told of our slots: the commit last written to it, and whether that was an advert. In pages that are made when they are first
/// used, with the digest of each. Outlives the session: a peer that kept its table is told only what differs. Not thread-safe.
/// </summary>
internal sealed class ToldTable
{
    private readonly List<Told[]?> _pages = [];
    private readonly List<ulong> _digests = [];

    /// <summary>Whether an advert was the last thing said of the slot.</summary>
    public bool IsLive(int slot) => Get(slot).IsLive;

    /// <summary>Whether nothing has to be said of the slot. What the peer never heard of, or knows to be empty, needs no tombstone.</summary>
    public bool IsCurrent(Slot slot) => slot.Advert is null ? !IsLive(slot.Number) : Get(slot.Number) is { IsLive: true } told && told.Commit == slot.Commit;

    /// <summary>Whether the peer remembers an artifact in the slot that is not there any more.</summary>
    public bool IsStale(Slot slot) => Get(slot.Number) is { IsLive: true } told && told.Commit != slot.Commit;

    public void Set(int slot, ulong commit, bool isLive, bool isShort = false)
    {
        var page = PageOf(slot);
        while (_pages.Count <= page)
        {
            _pages.Add(null);
            _digests.Add(0);
        }

        ref var told = ref (_pages[page] ??= new Told[WireLimits.SlotsPerPage])[slot % WireLimits.SlotsPerPage];
        unchecked
        {
            _digests[page] += SlotDigest.OfSlot((uint)slot, commit) - (told.Commit == 0 ? 0 : SlotDigest.OfSlot((uint)slot, told.Commit));
        }

        told = new Told(commit, isLive, isShort);
    }

    /// <summary>Whether the slot's present artifact was told by a short id; the next time it is asked it was not.</summary>
    public bool TryForgetShort(Slot slot)
    {
        var told = Get(slot.Number);
        if (!told.IsShort || told.Commit != slot.Commit)
        {
            return false;
        }

        _pages[PageOf(slot.Number)]![slot.Number % WireLimits.SlotsPerPage] = told with { IsShort = false };
        return true;
    }

    public ulong DigestOf(int page) => page < _digests.Count ? _digests[page] : 0;

    /// <summary>Forgets all pages but those that the peer still has as they were told.</summary>
    /// <returns>The pages that stay.</returns>
    public List<uint> KeepOnly(KeptTable? kept)
    {
        var stay = new List<uint>();
        for (var page = 0; page < _pages.Count; page++)
        {
            if (_digests[page] != 0 && page < (kept?.PageDigests.Count ?? 0) && kept!.PageDigests[page] == _digests[page])
            {
                stay.Add((uint)page);
            }
            else
            {
                _pages[page] = null;
                _digests[page] = 0;
            }
        }

        return stay;
    }

    private Told Get(int slot) =>
        PageOf(slot) < _pages.Count && _pages[PageOf(slot)] is { } page ? page[slot % WireLimits.SlotsPerPage] : default;

    private static int PageOf(int slot) => slot / WireLimits.SlotsPerPage;

    private readonly record struct Told(ulong Commit, bool IsLive, bool IsShort);
}
