using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Download;

/// <summary>What a chunk or an END means for its request, its holder and its download.</summary>
internal sealed class AnswerRules(PlannerState state, RequestEnds ends)
{
    public ReceivedChunk Receive(NodeId peer, long session, ulong number, int chunk, int bytes, TimeSpan now)
    {
        if (state.Peers.Find(peer) is not { IsConnected: true } load || load.Session != session)
        {
            return new ReceivedChunk(ChunkFate.Late, null);
        }

        if (!state.Requests.TryFind(number, peer, out var request))
        {
            load.Heard(null, bytes, now);
            return Unknown(peer, number);
        }

        load.Heard(request, bytes, now);
        PeerLoad.Overtook(request, now);
        var download = request.Download;
        if (download.IsEnded || download.Chunks.IsDone(request.Chunk))
        {
            ends.Close(request);
            load.Served(now);
            state.Refresh(download, now);
            return new ReceivedChunk(download.Chunks.IsDone(request.Chunk) ? ChunkFate.Duplicate : ChunkFate.Late, request);
        }

        if (chunk != request.Chunk || bytes != request.Bytes)
        {
            Verified(request, isRight: false, now);
            return new ReceivedChunk(ChunkFate.Wrong, request);
        }

        return new ReceivedChunk(ChunkFate.Verify, request);
    }

    public void Verified(ChunkRequestState request, bool isRight, TimeSpan now)
    {
        var download = request.Download;
        ends.Close(request);
        request.Peer.Served(now);
        if (download.IsEnded)
        {
            return;
        }

        if (isRight)
        {
            download.Chunks.MarkDone(request.Chunk);
            ends.CancelAll(download, request.Chunk);
            download.ForgetTriedChunk(request.Chunk);
            download.RetryDelay = state.Options.RetryMin;
            if (download.Chunks.IsComplete)
            {
                state.End(download, new AllHere(download.Claim, request.Peer.Peer, download.Advertisers()));
                return;
            }
        }
        else if (!request.IsLate)
        {
            request.Peer.SendsWrongBytesOf(download.Claim.Id);
            ends.CancelAll(download, of: request.Peer);
            state.Effects.Add(new Blame(request.Peer.Peer, Offence.WrongBytes, $"chunk {request.Chunk} of {download.Claim.Id.ToShortString()}"));
        }

        state.Refresh(download, now);
    }

    public void End(NodeId peer, long session, ulong number, EndReason reason, TimeSpan retryAfter, TimeSpan now)
    {
        if (state.Peers.Find(peer) is not { IsConnected: true } load || load.Session != session)
        {
            return;
        }

        load.Heard(null, 0, now);
        if (!state.Requests.TryFind(number, peer, out var request))
        {
            return;
        }

        var download = request.Download;
        if (!request.IsLate)
        {
            PeerLoad.Overtook(request, now);
        }

        ends.Close(request);
        if (reason != EndReason.Busy)
        {
            load.Served(now);
        }

        if (!request.IsLate)
        {
            Apply(request, reason, retryAfter, now);
        }

        state.Refresh(download, now);
    }

    private void Apply(ChunkRequestState request, EndReason reason, TimeSpan retryAfter, TimeSpan now)
    {
        var holder = request.Download.Holder(request.Peer.Peer);
        switch (reason)
        {
            case EndReason.Gone or EndReason.NotFound or EndReason.TooLarge:
                holder.TakeOff();
                break;
            case EndReason.Busy:
                request.Peer.BusyUntil = now + Clamp(retryAfter);
                request.Download.MarkBusy(request.Chunk, holder.Peer);
                break;
            default:
                request.Download.MarkTried(request.Chunk, holder.Peer);
                break;
        }
    }

    /// <summary>A peer's own times are believed within bounds: it can neither make us spin nor forget it.</summary>
    private TimeSpan Clamp(TimeSpan retryAfter)
    {
        var least = state.Options.HedgeMin;
        return retryAfter < least ? least : retryAfter > state.Options.RetryMax ? state.Options.RetryMax : retryAfter;
    }

    private ReceivedChunk Unknown(NodeId peer, ulong number)
    {
        if (state.Requests.WasLost(number))
        {
            return new ReceivedChunk(ChunkFate.Late, null);
        }

        state.Effects.Add(new Blame(peer, Offence.UnaskedChunk, $"request {number}"));
        return new ReceivedChunk(ChunkFate.Unasked, null);
    }
}
