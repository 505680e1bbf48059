using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// Everything that names one artifact: at most one entry per peer, in the order of the peers' ids. A peer that names it in a second slot moves
/// its entry there, so a liar cannot make this list longer than the membership.
/// </summary>
internal sealed class AdvertisedArtifact(ArtifactId id)
{
    private readonly List<Advertiser> _advertisers = [];

    public ArtifactId Id => id;

    public bool IsNamed => _advertisers.Count > 0;

    public IReadOnlyList<Advertiser> Advertisers => _advertisers;

    /// <summary>The claim that others make of it already, or a new one.</summary>
    public Claim ClaimOf(Advert advert)
    {
        foreach (var advertiser in _advertisers)
        {
            if (advertiser.Table.At(advertiser.Slot).Claim is { } claim && claim.Says(advert))
            {
                return claim;
            }
        }

        return new Claim(this, advert);
    }

    public bool TryFind(NodeId peer, out int slot)
    {
        var at = IndexOf(peer);
        slot = at >= 0 ? _advertisers[at].Slot : -1;
        return at >= 0;
    }

    public void Add(SlotTable table, int slot) => _advertisers.Insert(~IndexOf(table.Peer), new Advertiser(table, slot));

    public void Remove(SlotTable table) => _advertisers.RemoveAt(IndexOf(table.Peer));

    /// <summary>Those that have a session and said it, or confirmed it, in that session.</summary>
    public Holder[] Holders()
    {
        var holders = new List<Holder>(_advertisers.Count);
        foreach (var (table, slot) in _advertisers)
        {
            ref var entry = ref table.At(slot);
            if (!entry.IsStale)
            {
                holders.Add(new Holder(table.Peer, table.Session, entry.Commit));
            }
        }

        return [.. holders];
    }

    private int IndexOf(NodeId peer)
    {
        var low = 0;
        var high = _advertisers.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _advertisers[middle].Table.Peer.CompareTo(peer);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}

/// <summary>The entry of one peer that names an artifact.</summary>
internal readonly record struct Advertiser(SlotTable Table, int Slot);
