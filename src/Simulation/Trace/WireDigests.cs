using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Trace;

/// <summary>Digests of what peers say to each other: what identifies a message, never the bytes of its buffer, which may be gone.</summary>
internal static class WireDigests
{
    public static Digest Of(WireMessage message)
    {
        var start = Digest.Of<WireMessage>().And((long)message.Type);
        return message is KindMessage kind ? Body(start.And(kind.Kind), kind) : start;
    }

    private static Digest Body(Digest start, KindMessage message) => message switch
    {
        SlotsMessage slots => start.AndEach(slots.Updates, Update).AndEach(slots.Shorts, static (digest, update) => digest.And(update.Slot).And(update.Commit).And(update.ShortId)),
        SyncedMessage synced => start.AndEach(synced.KeptPages, static (digest, page) => digest.And(page)),
        DigestsMessage pages => start.AndEach(pages.Pages, static (digest, page) => digest.And(page.Page).And(page.Digest)),
        HeldMessage held => start.AndEach(held.Commits, static (digest, range) => digest.And(range.First).And(range.Last)).AndEach(held.Shorts, static (digest, mark) => digest.And(mark)),
        HeldDigestMessage held => start.And(held.Count).And(held.Digest).And(held.ShortDigest),
        MismatchMessage mismatch => start.And(mismatch.Held).AndEach(mismatch.Pages, static (digest, page) => digest.And(page))
            .AndEach(mismatch.Commits, static (digest, commit) => digest.And(commit)).And(mismatch.ShortMarks).AndEach(mismatch.Shorts, static (digest, shortId) => digest.And(shortId)),
        RequestsMessage requests => start.AndEach(requests.Requests, Request),
        CancelMessage cancel => start.AndEach(cancel.Requests, static (digest, request) => digest.And(request)),
        EndMessage end => start.AndEach(end.Ends, static (digest, end) => digest.And(end.Request).And((long)end.Reason).And(end.RetryAfterMs)),
        ChunkMessage chunk => start.And(chunk.Request).And(chunk.Chunk).And(chunk.Data.Length).AndEach(chunk.Proof, static (digest, hash) => digest.And(hash)),
        _ => start.And(message.GetType().Name),
    };

    private static Digest Update(Digest digest, SlotUpdate update)
    {
        var slot = digest.And(update.Slot).And(update.Commit).And(update.Body?.Length ?? -1);
        return update.Advert is { } advert ? slot.And(advert) : slot;
    }

    private static Digest Request(Digest digest, ChunkRequest request) =>
        digest.And(request.Request).And(request.Id).And(request.Chunk).And(request.Lane).And((long)request.Class);
}
