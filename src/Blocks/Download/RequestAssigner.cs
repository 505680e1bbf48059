using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Download;

/// <summary>Gives requests out: which download next, which chunk of it, whom to ask, and the lane of the answer.</summary>
internal sealed class RequestAssigner
{
    private readonly PlannerState _state;
    private readonly ClassShares _shares;
    private readonly Func<FetchPriority, bool> _isOffered;
    private readonly LinkedListNode<PlannedDownload>?[] _cursors = new LinkedListNode<PlannedDownload>?[FetchPriority.FetchNow - FetchPriority.Later + 1];

    public RequestAssigner(PlannerState state)
    {
        _state = state;
        _shares = new ClassShares(state.Options.FetchTurn, state.Options.LaterTurn);
        _isOffered = priority => Cursor(priority) is not null;
    }

    /// <summary>Asks for as much as the peers have room for.</summary>
    public void Pump(TimeSpan now)
    {
        if (!AnyRoom())
        {
            return;
        }

        for (var priority = FetchPriority.Later; priority <= FetchPriority.FetchNow; priority++)
        {
            Cursor(priority) = _state.Ready.First(priority);
        }

        while (_shares.Choose(_isOffered) is { } chosen)
        {
            ref var cursor = ref Cursor(chosen);
            var (download, next) = (cursor!.Value, cursor.Next);
            if (!TryAsk(download, now))
            {
                cursor = next;
                continue;
            }

            _shares.Took();
            _state.Ready.Update(download);
            cursor = download.ReadyPlace ?? next;
            if (!AnyRoom())
            {
                return;
            }
        }
    }

    /// <summary>Asks somebody else for a chunk that a holder owes; what it owes stays wanted.</summary>
    public bool TryHedge(PlannedDownload download, int chunk, TimeSpan now)
    {
        var peer = Choose(download, chunk, now);
        if (peer is not null)
        {
            Ask(download, chunk, peer, isHedge: true, now);
        }

        return peer is not null;
    }

    private ref LinkedListNode<PlannedDownload>? Cursor(FetchPriority priority) => ref _cursors[priority - FetchPriority.Later];

    private bool AnyRoom()
    {
        foreach (var peer in _state.Peers)
        {
            if (peer.HasRoom(1, _state.Options))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryAsk(PlannedDownload download, TimeSpan now)
    {
        if (TryAskAgain(download, now))
        {
            return true;
        }

        var chunks = download.Chunks;
        return chunks.Fresh < chunks.Count && TryAsk(download, chunks.Fresh, now);
    }

    private bool TryAskAgain(PlannedDownload download, TimeSpan now)
    {
        var hasUntriedFailed = false;
        foreach (var chunk in download.Chunks.Again)
        {
            var isUntried = !download.HasAnyTried(chunk);
            if (isUntried && hasUntriedFailed)
            {
                continue;
            }

            if (TryAsk(download, chunk, now))
            {
                return true;
            }

            hasUntriedFailed |= isUntried;
            if (_state.IsRoundOver(download, chunk))
            {
                _state.RetryRound(download, now);
            }
        }

        return false;
    }

    private bool TryAsk(PlannedDownload download, int chunk, TimeSpan now)
    {
        if (download.LiveBytes > 0 && download.LiveBytes + download.BytesOf(chunk) > download.WindowBytes)
        {
            return false;
        }

        var peer = Choose(download, chunk, now);
        if (peer is not null)
        {
            Ask(download, chunk, peer, isHedge: false, now);
        }

        return peer is not null;
    }

    /// <summary>
    /// The holder with room that would answer first; an overdue one only when there is no other, and one that said busy in this round last of all, or who says
    /// so always, and at once, would be asked for ever instead of the others. Equal ones by a mix of id and chunk, so that nodes do
    /// not all choose the same.
    /// </summary>
    private PeerLoad? Choose(PlannedDownload download, int chunk, TimeSpan now)
    {
        var bytes = download.BytesOf(chunk);
        var (best, soonest, bestMix) = (default(PeerLoad), TimeSpan.MaxValue, 0);
        foreach (var holder in download.Holders)
        {
            var peer = _state.Peers.Find(holder.Peer);
            var mayAsk = holder.IsUsable(peer) && peer!.HasRoom(bytes, _state.Options) && peer.BusyUntil <= now
                && (download.GraceUntil <= now || holder.Peer == download.Advert.Maker)
                && !download.WasTried(chunk, holder.Peer) && !download.IsOwedBy(peer, chunk);
            if (!mayAsk)
            {
                continue;
            }

            var expected = download.SaidBusy(chunk, holder.Peer) ? TimeSpan.MaxValue : peer!.IsOverdue ? TimeSpan.MaxValue - TimeSpan.FromTicks(1) : peer.Expected(bytes);
            var mix = holder.Peer.Hash.GetHashCode() ^ download.Claim.Id.Hash.GetHashCode() ^ chunk;
            if (best is null || expected < soonest || (expected == soonest && mix < bestMix))
            {
                (best, soonest, bestMix) = (peer, expected, mix);
            }
        }

        return best;
    }

    private void Ask(PlannedDownload download, int chunk, PeerLoad peer, bool isHedge, TimeSpan now)
    {
        var bytes = download.BytesOf(chunk);
        var request = new ChunkRequestState(_state.Requests.NextNumber(), download, chunk, peer, peer.Lanes.Next(), bytes, isHedge, now);
        _state.Requests.Open(request);
        peer.Add(request);
        if (peer.NextCheck == TimeSpan.MaxValue)
        {
            peer.NextCheck = now + OverdueWatch.Patience(peer, bytes, _state.Options);
        }

        download.Unended++;
        download.LiveBytes += bytes;
        if (isHedge)
        {
            download.Live[chunk].Add(request);
        }
        else
        {
            download.Chunks.Asked(chunk);
            download.Live.Add(chunk, [request]);
        }

        _state.Effects.Add(
            new Ask(peer.Peer, peer.Session, request.Lane, request.Number, download.Claim.Id, chunk, download.Class, isHedge));
    }
}
