using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Download;

/// <summary>What the parts of the planner share: peers, downloads, requests, alarms, and the effects so far.</summary>
internal sealed class PlannerState(DownloadOptions options, KindLimits limits)
{
    private readonly PriorityQueue<PlannedDownload, TimeSpan> _alarms = new();

    public DownloadOptions Options => options;

    public KindLimits Limits => limits;

    /// <summary>In the order of node ids, so that every run decides alike.</summary>
    public ByNode<PeerLoad> Peers { get; } = new();

    public Dictionary<ClaimKey, PlannedDownload> Downloads { get; } = [];

    public ReadyList Ready { get; } = new();

    public RequestBook Requests { get; } = new();

    public List<DownloadEffect> Effects { get; set; } = [];

    public TimeSpan NextAlarm => _alarms.TryPeek(out _, out var at) ? at : TimeSpan.MaxValue;

    public void SetAlarm(PlannedDownload download, TimeSpan at)
    {
        if (at < download.AlarmAt)
        {
            download.AlarmAt = at;
            _alarms.Enqueue(download, at);
        }
    }

    /// <summary>The next download whose alarm is due, with the alarm taken off.</summary>
    public PlannedDownload? TakeDue(TimeSpan now)
    {
        while (_alarms.TryPeek(out var download, out var at) && at <= now)
        {
            _alarms.Dequeue();
            if (!download.IsEnded && download.AlarmAt == at)
            {
                download.AlarmAt = TimeSpan.MaxValue;
                return download;
            }
        }

        return null;
    }

    public void End(PlannedDownload download, DownloadEffect effect)
    {
        Remove(download);
        Effects.Add(effect);
    }

    public void Remove(PlannedDownload download)
    {
        download.IsEnded = true;
        Downloads.Remove(download.Claim);
        Ready.Update(download);
    }

    /// <summary>
    /// Parks a download that cannot be asked of anybody, and takes it back when it can. One that is not wanted ends with its last request.
    /// </summary>
    public void Refresh(PlannedDownload download, TimeSpan now)
    {
        if (download.IsEnded)
        {
            return;
        }

        if (download.Class == FetchPriority.Drop && download.Unended == 0)
        {
            End(download, new GiveUp(download.Claim, DownloadOutcome.Cancelled));
            return;
        }

        var isIdle = download.Live.Count == 0 && (download.Class < FetchPriority.Later || !HasUsableHolder(download));
        if (!isIdle)
        {
            download.ParkedSince = null;
        }
        else if (download.Unended == 0 && download.Chunks.Done == 0 && download.Holders.Count > 0 && download.Holders.All(static holder => !holder.IsAdvertised))
        {
            // Nothing to keep, and nobody says that it exists: parked, it would take the place of one that does.
            End(download, new GiveUp(download.Claim, DownloadOutcome.NoHolders));
            return;
        }
        else if (download.ParkedSince is null)
        {
            download.ParkedSince = now;
            SetAlarm(download, now + options.ParkedFor);
        }
        else if (now - download.ParkedSince >= options.ParkedFor && download.Unended == 0)
        {
            End(download, new GiveUp(download.Claim, DownloadOutcome.NoHolders));
            return;
        }

        Ready.Update(download);
    }

    /// <summary>Whether every holder that may be asked for a chunk has been asked already or owes it now.</summary>
    public bool IsRoundOver(PlannedDownload download, int chunk)
    {
        foreach (var holder in download.Holders)
        {
            var peer = Peers.Find(holder.Peer);
            if (holder.IsUsable(peer) && !download.WasTried(chunk, holder.Peer) && !download.SaidBusy(chunk, holder.Peer) && !download.IsOwedBy(peer, chunk))
            {
                return false;
            }
        }

        return download.HasAnyTried(chunk);
    }

    public void RetryRound(PlannedDownload download, TimeSpan now)
    {
        if (download.RetryAt is null)
        {
            download.RetryAt = now + download.RetryDelay;
            var doubled = download.RetryDelay * 2;
            download.RetryDelay = doubled < options.RetryMax ? doubled : options.RetryMax;
            SetAlarm(download, download.RetryAt.Value);
        }
    }

    private bool HasUsableHolder(PlannedDownload download)
    {
        foreach (var holder in download.Holders)
        {
            if (holder.IsUsable(Peers.Find(holder.Peer)))
            {
                return true;
            }
        }

        return false;
    }
}
