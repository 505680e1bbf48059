using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Prioritize;

/// <summary>What the prioritize stage tells the download stage. Starts come in order of class, then age.</summary>
public abstract record DownloadOrder;

/// <summary>
/// Fetch this claim: memory and its place in the pool are reserved, and the download owns both from here on. A pushed body completes it at once;
/// the receiver of the order disposes it.
/// </summary>
internal sealed record StartDownload(
    Advert Advert,
    FetchPriority Class,
    IReadOnlyList<HolderCommit> Holders,
    IReservation Reservation,
    PushedBody? Body) : DownloadOrder, IDisposable
{
    /// <summary>Who makes the claim now.</summary>
    public NodeId[] Advertisers()
    {
        var advertisers = new NodeId[Holders.Count];
        for (var i = 0; i < advertisers.Length; i++)
        {
            advertisers[i] = Holders[i].Peer;
        }

        return advertisers;
    }

    public void Dispose()
    {
        Body?.Buffer.Dispose();
        Reservation.Dispose();
    }
}

/// <summary>The whole artifact as its maker pushed it, and who sent it.</summary>
internal sealed record PushedBody(RentedBuffer Buffer, NodeId From);

/// <summary>A peer that makes a claim, and the commit it made it with.</summary>
internal readonly record struct HolderCommit(NodeId Peer, ulong Commit);

/// <summary>Changes in who makes claims whose download has started; a pushed body that comes now completes the download, and is disposed by the receiver.</summary>
internal sealed record ChangeHolders(IReadOnlyList<HolderChange> Changes) : DownloadOrder, IDisposable
{
    public void Dispose()
    {
        foreach (var change in Changes)
        {
            change.Body?.Dispose();
        }
    }
}

/// <summary>The class of a started download changed: Drop cancels it; Stash takes what was asked and asks nothing more.</summary>
internal sealed record ChangeClass(Advert Advert, FetchPriority Class) : DownloadOrder;

/// <summary>Another download finds no memory, or no place in the pool: those that nobody serves, of at most this class, are given up until so many bytes are free.</summary>
internal sealed record ReclaimMemory(long Bytes, FetchPriority Class) : DownloadOrder;

/// <summary>Orders of one moment, in their order. A frame of pushed artifacts becomes as many of them, and what costs most of an edge is an item.</summary>
internal sealed record OrderBatch(IReadOnlyList<DownloadOrder> Orders) : DownloadOrder, IDisposable
{
    public void Dispose()
    {
        foreach (var order in Orders)
        {
            Ownership.Free(order);
        }
    }
}
