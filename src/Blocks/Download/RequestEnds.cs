namespace Tidings.Blocks.Download;

/// <summary>How requests end, and how they stop being wanted before they do.</summary>
internal sealed class RequestEnds(PlannerState state)
{
    /// <summary>Stops wanting the answer. The request stays open until its end.</summary>
    public void Cancel(ChunkRequestState request)
    {
        if (!request.IsLate)
        {
            RemoveLive(request);
            request.IsLate = true;
            state.Effects.Add(new CancelRequest(request.Peer.Peer, request.Peer.Session, request.Number));
        }
    }

    /// <summary>Stops wanting every answer for one chunk, or for all.</summary>
    public void CancelAll(PlannedDownload download, int? chunk = null, PeerLoad? of = null)
    {
        // Mostly there is nothing to cancel, and then nothing is allocated to find that out.
        if (download.Live.Count > 0 && (chunk is not { } only || download.Live.ContainsKey(only)))
        {
            CancelEach(download, chunk, of);
        }
    }

    private void CancelEach(PlannedDownload download, int? chunk, PeerLoad? of)
    {
        var requests = chunk is { } one ? download.Live.GetValueOrDefault(one, []) : download.Live.OrderBy(live => live.Key).SelectMany(live => live.Value);
        foreach (var request in requests.Where(request => of is null || request.Peer == of).ToArray())
        {
            Cancel(request);
        }
    }

    /// <summary>The peer answered.</summary>
    public void Close(ChunkRequestState request)
    {
        state.Requests.Close(request);
        Settle(request);
    }

    /// <summary>The lane or session of the answer is gone: asked again at once, without a mark against anyone.</summary>
    public void Lose(ChunkRequestState request, TimeSpan now)
    {
        state.Requests.Lose(request);
        Settle(request);
        state.Refresh(request.Download, now);
    }

    private static void Settle(ChunkRequestState request)
    {
        request.Peer.Remove(request);
        request.Download.Unended--;
        if (!request.IsLate)
        {
            RemoveLive(request);
        }
    }

    private static void RemoveLive(ChunkRequestState request)
    {
        var download = request.Download;
        var live = download.Live[request.Chunk];
        live.Remove(request);
        download.LiveBytes -= request.Bytes;
        if (live.Count == 0)
        {
            download.Live.Remove(request.Chunk);
            download.Chunks.AskAgain(request.Chunk);
        }
    }
}
