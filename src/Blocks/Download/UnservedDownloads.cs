using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Download;

/// <summary>
/// Downloads that make way when another finds no memory, place or turn: those that are parked, and those that have been asked of everybody who says to have them,
/// without an answer. Requests that never end would keep them for ever.
/// </summary>
internal sealed class UnservedDownloads(PlannerState state, RequestEnds ends)
{
    /// <summary>Gives up downloads of at most a class until so many bytes are free: the lowest class first, in it the longest parked, and what still has requests last.</summary>
    public void GiveUp(long bytes, FetchPriority below, TimeSpan now)
    {
        var unserved = state.Downloads.Values
            .Where(download => download.Class <= below && IsUnserved(download, now))
            .OrderBy(download => download.Class).ThenBy(download => download.ParkedSince ?? TimeSpan.MaxValue).ThenBy(download => download.Age);
        foreach (var download in unserved.ToArray())
        {
            if (bytes <= 0)
            {
                return;
            }

            bytes -= download.WindowBytes;
            ends.CancelAll(download);
            state.End(download, new GiveUp(download.Claim, DownloadOutcome.NoHolders));
        }
    }

    private bool IsUnserved(PlannedDownload download, TimeSpan now) =>
        (download.ParkedSince is not null || !download.Holders.Any(holder => MayServe(download, holder, now)))
        && (download.Unended == 0 || !MayStillCome(download, now));

    private bool MayServe(PlannedDownload download, DownloadHolder holder, TimeSpan now)
    {
        var peer = state.Peers.Find(holder.Peer);
        return holder.IsUsable(peer) && !IsInVain(peer!, now)
            && !download.Live.Values.Any(live => live.Exists(request => request.Peer == peer && IsWithheld(request, now)))
            && (download.RetryAt is null || !download.Chunks.Again.Any(chunk => download.WasTried(chunk, holder.Peer)));
    }

    private bool MayStillCome(PlannedDownload download, TimeSpan now) =>
        state.Peers.Any(peer => !IsInVain(peer, now) && peer.Owed.Any(request => request.Download == download && !IsWithheld(request, now)));

    private bool IsInVain(PeerLoad peer, TimeSpan now) => now - peer.InVainSince >= state.Options.WithheldAfter;

    private bool IsWithheld(ChunkRequestState request, TimeSpan now) => now - request.OvertakenAt >= state.Options.WithheldAfter;
}
