using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Prioritize;

namespace Tidings.Simulation.Trace;

/// <summary>Digests of what flows in a branch from adverts to downloads.</summary>
internal static class InboundDigests
{
    public static Digest Of(DedupeInput item) => item switch
    {
        DedupeMessage message => Digest.Of<DedupeMessage>().And(message.Message),
        DedupePeer peer => Digest.Of<DedupePeer>().And(peer.Event),
        DedupePool pool => Digest.Of<DedupePool>().AndEach(pool.Ids ?? [], static (digest, id) => digest.And(id)).And(pool.Ids is null),
        _ => ItemDigests.Unknown(item),
    };

    public static Digest Of(DedupeOutput item) => item switch
    {
        HoldersChanged changed => Digest.Of<HoldersChanged>().AndEach(changed.Changes, Change),
        HeldDue held => Owed<HeldDue>(held).AndEach(held.Entries, Entry),
        HeldEnded ended => Owed<HeldEnded>(ended).AndEach(ended.Entries, Entry),
        UnresolvedDue unresolved => Owed<UnresolvedDue>(unresolved).AndEach(unresolved.Commits, static (digest, commit) => digest.And(commit)),
        MismatchDue mismatch => Owed<MismatchDue>(mismatch).AndEach(mismatch.Pages, static (digest, page) => digest.And(page)),
        _ => ItemDigests.Unknown(item),
    };

    public static Digest Of(PrioritizeInput item) => item switch
    {
        PrioritizeHolders holders => Digest.Of<PrioritizeHolders>().And(Of(holders.Changed)),
        PrioritizeFinished finished => Digest.Of<PrioritizeFinished>().AndEach(
            finished.Downloads, static (digest, download) => digest.And(download.Advert).And((long)download.Outcome)),
        PrioritizeWake => Digest.Of<PrioritizeWake>(),
        _ => ItemDigests.Unknown(item),
    };

    public static Digest Of(DownloadOrder item) => item switch
    {
        StartDownload start => Digest.Of<StartDownload>().And(start.Advert).And((long)start.Class)
            .AndEach(start.Holders, static (digest, holder) => digest.And(holder.Peer).And(holder.Commit)).And(start.Body?.Buffer.Length ?? -1),
        ChangeHolders holders => Digest.Of<ChangeHolders>().AndEach(holders.Changes, Change),
        ChangeClass change => Digest.Of<ChangeClass>().And(change.Advert).And((long)change.Class),
        OrderBatch batch => Digest.Of<OrderBatch>().AndEach(batch.Orders, static (digest, order) => digest.And(Of(order))),
        ReclaimMemory reclaim => Digest.Of<ReclaimMemory>().And(reclaim.Bytes).And((long)reclaim.Class),
        _ => ItemDigests.Unknown(item),
    };

    public static Digest Of(DownloadInput item) => item switch
    {
        DownloadOrdered ordered => Digest.Of<DownloadOrdered>().And(Of(ordered.Order)),
        DownloadAnswer answer => Digest.Of<DownloadAnswer>().And(answer.Message),
        DownloadPeer peer => Digest.Of<DownloadPeer>().And(peer.Event),
        DownloadGranted granted => Digest.Of<DownloadGranted>().And(granted.Grants),
        DownloadWake => Digest.Of<DownloadWake>(),
        _ => ItemDigests.Unknown(item),
    };

    private static Digest Change(Digest digest, HolderChange change) =>
        digest.And(change.Advert).And(change.Peer).And(change.Session).And(change.Commit).And(change.IsHolder).And(change.Body?.Length ?? -1);

    private static Digest Owed<T>(DedupeOwed owed) => Digest.Of<T>().And(owed.Peer).And(owed.Session);

    private static Digest Entry(Digest digest, HeldEntry entry) => digest.And(entry.Commit).And(entry.Id);
}
