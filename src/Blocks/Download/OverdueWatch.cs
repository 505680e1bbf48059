using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Download;

/// <summary>
/// Who is overdue: a peer that owes and of whom nothing at all came for four times its average answer, while another sent. When our own timers run
/// late nobody is; when everybody is silent, only after a longer time. What an overdue peer owes is asked of one other holder per chunk: the oldest
/// chunk first, and four times as many for each time that it stays silent, so that a pause of an honest peer costs little.
/// </summary>
internal sealed class OverdueWatch(PlannerState state, RequestAssigner assigner, RequestEnds ends)
{
    private const int AnswersOfPatience = 4;

    private TimeSpan _notBefore;

    /// <summary>
    /// How long a peer's silence is borne while it owes so many bytes first. One that never answered is measured by nothing: it is given the longest,
    /// as RFC 6298 does before the first round trip, so that a peer that starts slowly under load is not asked for everything twice. One whose answers vary is given four deviations more than the average, as there.
    /// </summary>
    public static TimeSpan Patience(PeerLoad peer, int bytes, DownloadOptions options)
    {
        if (peer.Response is not { } response)
        {
            return options.HedgeMax;
        }

        var patience = Max(AnswersOfPatience * Max(response, peer.Transfer(bytes)), response + (AnswersOfPatience * peer.Deviation));
        return patience < options.HedgeMin ? options.HedgeMin : patience > options.HedgeMax ? options.HedgeMax : patience;
    }

    /// <summary>Our own timers ran late: nobody's silence before this moment counts.</summary>
    public void Forgive(TimeSpan now) => _notBefore = now;

    public void Check(TimeSpan now)
    {
        foreach (var peer in state.Peers)
        {
            if (peer.NextCheck <= now)
            {
                peer.NextCheck = Check(peer, now);
            }
        }
    }

    private TimeSpan Check(PeerLoad peer, TimeSpan now)
    {
        var owed = peer.Owed.Where(request => !request.IsLate).ToArray();
        if (owed.Length == 0)
        {
            return TimeSpan.MaxValue;
        }

        var patience = Patience(peer, owed[0].Bytes, state.Options);
        var since = Max(_notBefore, Max(peer.LastHeard, owed[0].AskedAt));
        var silence = now - since;
        var isOverdue = silence >= patience && (silence >= state.Options.SilenceMax || HasAnotherSent(peer, since));
        if (isOverdue)
        {
            peer.BeOverdue(state.Options);
        }

        var rivals = isOverdue ? peer.RivalsAllowed : 0;
        foreach (var request in owed)
        {
            if (--rivals >= 0 || now - request.OvertakenAt >= state.Options.WithheldAfter)
            {
                AskAnother(request, now);
            }
        }

        var next = silence >= patience ? now + patience : since + patience;
        var withheldAt = owed[0].OvertakenAt + state.Options.WithheldAfter;
        return withheldAt > now && withheldAt < next ? withheldAt.Value : next;
    }

    private bool HasAnotherSent(PeerLoad peer, TimeSpan since)
    {
        foreach (var other in state.Peers)
        {
            if (other != peer && other.LastHeard > since)
            {
                return true;
            }
        }

        return false;
    }

    private void AskAnother(ChunkRequestState request, TimeSpan now)
    {
        var (download, chunk) = (request.Download, request.Chunk);
        var live = download.Live[chunk];
        if (live[^1] != request || download.Class < FetchPriority.Later)
        {
            return;
        }

        var rival = live.Count > 1 ? live[0] : null;
        if (assigner.TryHedge(download, chunk, now))
        {
            if (rival is not null)
            {
                download.MarkTried(chunk, rival.Peer.Peer);
                ends.Cancel(rival);
            }
        }
        else if (state.IsRoundOver(download, chunk))
        {
            state.RetryRound(download, now);
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
