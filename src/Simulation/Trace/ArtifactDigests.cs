using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;
using Tidings.Blocks.Move;

namespace Tidings.Simulation.Trace;

/// <summary>Digests of what flows in a branch once an artifact is whole.</summary>
internal static class ArtifactDigests<T>
    where T : IArtifact<T>
{
    public static Digest Of(Candidate<T> item) => Digest.Of<Candidate<T>>()
        .And(item.Advert).And(item.From).And((long)item.Class).AndEach(item.Advertisers, static (digest, peer) => digest.And(peer));

    public static Digest Of(Judged<T> item) => Of(item.Verdict, Digest.Of<Judged<T>>().And(Of(item.Candidate)));

    public static Digest Of(DownloadOutput<T> item) => item switch
    {
        Downloaded<T> downloaded => Digest.Of<Downloaded<T>>().And(Of(downloaded.Candidate)),
        DownloadSends<T> sends => Digest.Of<DownloadSends<T>>().And(TrunkDigests.Of(sends.Item)),
        _ => ItemDigests.Unknown(item),
    };

    public static Digest Of(MoveInput<T> item) => item switch
    {
        Arrived<T> arrived => Digest.Of<Arrived<T>>().And(Of(arrived.Candidate)),
        Verdicts<T> verdicts => Digest.Of<Verdicts<T>>().And(Of(verdicts.Judged)),
        PublishLocal<T> publish => Digest.Of<PublishLocal<T>>().And(publish.Advert),
        RemoveIds<T> remove => Digest.Of<RemoveIds<T>>().AndEach(remove.Ids, static (digest, id) => digest.And(id)),
        PurgeBelow<T> purge => Digest.Of<PurgeBelow<T>>().And(purge.Rank),
        ReleaseId<T> release => Digest.Of<ReleaseId<T>>().And(release.Id),
        ReclaimDeferred<T> reclaim => Digest.Of<ReclaimDeferred<T>>().And(reclaim.Bytes),
        MoveWake<T> => Digest.Of<MoveWake<T>>(),
        _ => ItemDigests.Unknown(item),
    };

    private static Digest Of(Verdict verdict, Digest start)
    {
        var digest = start.And(verdict.GetType().Name);
        return verdict switch
        {
            Verdict.Rejected rejected => digest.And(rejected.Reason),
            Verdict.Deferred deferred => digest.And(deferred.Id?.Hash ?? default).And(deferred.Rank ?? long.MinValue).AndEach(deferred.Kinds, static (each, kind) => each.And(kind)),
            Verdict.Faulted faulted => digest.And(faulted.Exception.GetType().Name),
            _ => digest,
        };
    }
}
