using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Download;

/// <summary>Turns a download whose chunks are all here into a candidate, or into the reason why it is none.</summary>
internal sealed class ArtifactFinisher<T>(DownloadSettings<T> settings, ILogger logger)
    where T : IArtifact<T>
{
    public (DownloadOutcome Outcome, Candidate<T>? Candidate) Finish(ActiveDownload download, NodeId lastFrom, IReadOnlyList<NodeId> advertisers, bool isFetched)
    {
        var advert = download.Advert;
        if (!download.Builder.TryComplete(out var content))
        {
            DownloadLog.SpoolFailed(logger, advert.Id.ToShortString(), advert.Size);
            return (DownloadOutcome.StorageFailed, null);
        }

        return Finish(advert, content, lastFrom, advertisers, download.Class, download.Reservation, isFetched);
    }

    /// <summary>Verified bytes: the candidate, which owns content and memory from here on. If they are none the content is released, and the memory is the caller's.</summary>
    public (DownloadOutcome Outcome, Candidate<T>? Candidate) Finish(
        Advert advert, ArtifactContent content, NodeId lastFrom, IReadOnlyList<NodeId> advertisers, FetchPriority priority, IReservation reservation, bool isFetched)
    {
        if (!TryDecode(advert.Id, content, out var artifact))
        {
            content.Release();
            settings.Pool.Refuse(advert.Id);
            Blame(advertisers, Offence.Invalid, "does not decode");
            return (DownloadOutcome.Undecodable, null);
        }

        if (artifact!.Rank != advert.Rank)
        {
            content.Release();
            DownloadLog.ClaimDisproved(logger, advert.Id.ToShortString(), advert.Rank, artifact.Rank);
            Blame(advertisers, Offence.FalseClaim, "another rank");
            return (DownloadOutcome.FalseClaim, null);
        }

        var candidate = new Candidate<T>(advert, artifact, content, lastFrom, advertisers, priority) { Reservation = reservation, IsFetched = isFetched };
        return (DownloadOutcome.Complete, candidate);
    }

    private bool TryDecode(ArtifactId id, ArtifactContent content, out T? artifact)
    {
        artifact = default;
        try
        {
            if (settings.Codec.TryDecode(content.AsSequence(), out artifact))
            {
                return true;
            }

            DownloadLog.Undecodable(logger, id.ToShortString(), settings.Kind, null);
        }
        catch (Exception exception)
        {
            DownloadLog.Undecodable(logger, id.ToShortString(), settings.Kind, exception);
        }

        return false;
    }

    private void Blame(IReadOnlyList<NodeId> advertisers, Offence offence, string detail)
    {
        foreach (var peer in advertisers)
        {
            settings.Offences.Report(peer, offence, detail);
        }
    }
}
