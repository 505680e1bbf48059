using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Download;

/// <summary>The downloads that the stage holds, from their start to their one end. Whatever the end, memory and place pass on or are given back once.</summary>
internal sealed class ActiveDownloads<T>(DownloadSettings<T> settings, DownloadInstruments instruments, ILogger logger)
    where T : IArtifact<T>
{
    private readonly ArtifactFinisher<T> _finisher = new(settings, logger);
    private readonly Dictionary<ClaimKey, ActiveDownload> _active = [];
    private List<FinishedDownload> _finished = [];
    private NodeId[] _alone = [default];

    public ActiveDownload? Find(ClaimKey claim) => _active.GetValueOrDefault(claim);

    /// <summary>Begins a download; null when its bytes cannot be kept, which is its end.</summary>
    public ActiveDownload? Begin(StartDownload start, TimeSpan now)
    {
        if (settings.Contents.TryBegin(settings.Kind, settings.Limits, start.Advert, out var builder, out var error))
        {
            var download = new ActiveDownload(start.Advert, start.Class, builder, start.Reservation, now);
            _active.Add(ClaimKey.Of(start.Advert), download);
            return download;
        }

        start.Body?.Buffer.Dispose();
        start.Reservation.Dispose();
        settings.Pool.ReleasePlace(start.Advert);
        if (error == ContentError.Storage)
        {
            DownloadLog.SpoolFailed(logger, start.Advert.Id.ToShortString(), start.Advert.Size);
        }

        _finished.Add(new(start.Advert, error == ContentError.Storage ? DownloadOutcome.StorageFailed : DownloadOutcome.FalseClaim));
        return null;
    }

    /// <summary>
    /// A download of one chunk that came whole with its order ends where it begins: nothing is kept for it. Takes over what the order owns. The candidate, or
    /// null when the bytes are no artifact.
    /// </summary>
    public Candidate<T>? FinishWhole(StartDownload start, ArtifactContent content, NodeId from)
    {
        var (outcome, candidate) = _finisher.Finish(start.Advert, content, from, AdvertisersOf(start), start.Class, start.Reservation, isFetched: false);
        if (candidate is null)
        {
            start.Reservation.Dispose();
            settings.Pool.ReleasePlace(start.Advert);
        }

        _finished.Add(new FinishedDownload(start.Advert, outcome));
        instruments.Ended(outcome, TimeSpan.Zero, from != start.Advert.Maker);
        return candidate;
    }

    /// <summary>All bytes are here: the candidate, or null when they are no artifact.</summary>
    public Candidate<T>? Finish(ActiveDownload download, NodeId lastFrom, IReadOnlyList<NodeId> advertisers, bool isFetched, TimeSpan now)
    {
        var (outcome, candidate) = _finisher.Finish(download, lastFrom, advertisers, isFetched);
        if (candidate is null)
        {
            End(download, outcome, now);
        }
        else
        {
            Report(download, outcome, now);
        }

        return candidate;
    }

    /// <summary>Ends a download without its artifact.</summary>
    public void End(ActiveDownload download, DownloadOutcome outcome, TimeSpan now)
    {
        GiveBack(download);
        Report(download, outcome, now);
    }

    /// <summary>Ends since this was last asked.</summary>
    public IReadOnlyList<FinishedDownload> TakeFinished()
    {
        var finished = _finished;
        if (finished.Count > 0)
        {
            // It passes on. The next batch is about as large.
            _finished = new List<FinishedDownload>(finished.Count);
        }

        return finished;
    }

    /// <summary>Gives back what the downloads hold; the stage has ended.</summary>
    public void Free()
    {
        foreach (var download in _active.Values)
        {
            GiveBack(download);
        }

        _active.Clear();
    }

    /// <summary>What a peer pushes comes in batches, and it is mostly the only one that advertises it: then all of them share one list.</summary>
    private NodeId[] AdvertisersOf(StartDownload start)
    {
        if (start.Holders.Count != 1)
        {
            return start.Advertisers();
        }

        if (_alone[0] != start.Holders[0].Peer)
        {
            _alone = start.Advertisers();
        }

        return _alone;
    }

    private void GiveBack(ActiveDownload download)
    {
        download.Free();
        settings.Pool.ReleasePlace(download.Advert);
    }

    private void Report(ActiveDownload download, DownloadOutcome outcome, TimeSpan now)
    {
        _active.Remove(ClaimKey.Of(download.Advert));
        _finished.Add(new FinishedDownload(download.Advert, outcome));
        instruments.Ended(outcome, now - download.StartedAt, download.IsFromRelay);
    }
}
