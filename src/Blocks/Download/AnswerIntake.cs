using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Download;

/// <summary>Answers of peers, chunks and ends: asks the planner what is to be done with a chunk, verifies it, and says what came of it. Frees every frame that is not kept.</summary>
internal sealed class AnswerIntake<T>(DownloadPlanner planner, ActiveDownloads<T> active, DownloadInstruments instruments, ILogger logger)
    where T : IArtifact<T>
{
    public void Take(DecodedMessage message, TimeSpan now)
    {
        switch (message.Body)
        {
            case ChunkMessage chunk:
                Take(message, chunk, now);
                return;
            case EndMessage end:
                foreach (var (request, reason, retryAfterMs) in end.Ends)
                {
                    planner.EndRequest(message.Peer, message.Session, request, reason, TimeSpan.FromMilliseconds(retryAfterMs), now);
                }

                break;
        }

        message.Buffer.Dispose();
    }

    private void Take(DecodedMessage message, ChunkMessage chunk, TimeSpan now)
    {
        var bytes = chunk.Data.Length;
        var (fate, request) = planner.Receive(message.Peer, message.Session, chunk.Request, (int)Math.Min(chunk.Chunk, int.MaxValue), bytes, now);
        if (fate != ChunkFate.Verify || request is null || active.Find(request.Download.Claim) is not { } download)
        {
            message.Buffer.Dispose();
            instruments.Refused(fate, bytes);
            return;
        }

        var verdict = download.Add(chunk.Chunk, chunk.Data, chunk.Proof, message.Buffer, message.Peer);
        if (verdict == ChunkVerdict.StorageFailed)
        {
            planner.Close(request.Number, message.Peer, now);
            planner.Remove(request.Download.Claim);
            DownloadLog.SpoolFailed(logger, download.Advert.Id.ToShortString(), download.Advert.Size);
            active.End(download, DownloadOutcome.StorageFailed, now);
            return;
        }

        if (verdict == ChunkVerdict.Added)
        {
            instruments.Kept(bytes);
        }
        else
        {
            instruments.Refused(verdict == ChunkVerdict.Known ? ChunkFate.Duplicate : ChunkFate.Wrong, bytes);
        }

        planner.Verified(request, verdict is ChunkVerdict.Added or ChunkVerdict.Known, now);
    }
}
