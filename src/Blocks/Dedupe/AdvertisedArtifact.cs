using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// Everything that names one artifact: at most one entry per peer, in the order of the peers' ids. A peer that names it in a second slot moves
/// its entry there, so a liar cannot make this list longer than the membership. Serves another artifact when nothing names the first any more.
/// </summary>
internal sealed class AdvertisedArtifact
{
    private readonly List<Advertiser> _advertisers = [];
    private volatile bool _isWithdrawn;

    public ArtifactId Id { get; private set; }

    /// <summary>Another one whose id begins with the same eight bytes.</summary>
    public AdvertisedArtifact? Next { get; set; }

    /// <summary>Whether the upper layer removed it. Read without the lock of the index, too.</summary>
    public bool IsWithdrawn
    {
        get => _isWithdrawn;
        set => _isWithdrawn = value;
    }

    public bool IsNamed => _advertisers.Count > 0;

    public IReadOnlyList<Advertiser> Advertisers => _advertisers;

    public void Begin(ArtifactId id, AdvertisedArtifact? next, bool isWithdrawn) => (Id, Next, IsWithdrawn) = (id, next, isWithdrawn);

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

    public void Add(Advertiser advertiser) => _advertisers.Insert(~IndexOf(advertiser.Table.Peer), advertiser);

    public void Remove(SlotTable table) => _advertisers.RemoveAt(IndexOf(table.Peer));

    public void Set(SlotTable table, ulong commit, bool isHolder)
    {
        var at = IndexOf(table.Peer);
        _advertisers[at] = _advertisers[at] with { Commit = commit, IsHolder = isHolder };
    }

    public bool IsHeldBy(NodeId peer, long session) => IndexOf(peer) is var at and >= 0 && _advertisers[at].IsHolder && _advertisers[at].Table.Session == session;

    /// <summary>Those that have a session and said it, or confirmed it, in that session.</summary>
    public Holder[] Holders() =>
        [.. _advertisers.Where(static advertiser => advertiser.IsHolder).Select(static advertiser => new Holder(advertiser.Table.Peer, advertiser.Table.Session, advertiser.Commit))];

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
/// <param name="Table">The peer's.</param>
/// <param name="Slot">The entry.</param>
/// <param name="Commit">Its commit.</param>
/// <param name="IsHolder">Whether it was said or confirmed in the present session, so that the peer can be asked.</param>
internal readonly record struct Advertiser(SlotTable Table, int Slot, ulong Commit, bool IsHolder);
