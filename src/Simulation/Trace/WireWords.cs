using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Trace;

/// <summary>A message between peers in a few words.</summary>
internal static class WireWords
{
    /// <summary>So many things of a list are named.</summary>
    private const int NamedMax = 4;

    public static string Of(WireMessage message) => message is KindMessage kind ? $"{kind.Kind}, {Body(kind)}" : message.Type.ToString();

    private static string Body(KindMessage message) => message switch
    {
        SlotsMessage slots => $"slots {Some(slots.Updates, Update)}{(slots.Shorts.Count > 0 ? $", in short {Some(slots.Shorts, Short)}" : "")}",
        SyncedMessage synced => $"synced, {synced.KeptPages.Count} pages kept",
        DigestsMessage digests => $"digests of {digests.Pages.Count} pages",
        HeldMessage held => $"holds commits {Some(held.Commits, static range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}")}{(held.Shorts.Count > 0 ? $", and in short {Some(held.Shorts, static mark => $"{mark:x16}")}" : "")}",
        HeldDigestMessage held => $"digest of {held.Count} commits held",
        MismatchMessage mismatch => $"differs in {mismatch.Pages.Count} pages{(mismatch.Held ? " and in what is held" : "")}{(mismatch.ShortMarks ? " and in short marks" : "")}{(mismatch.Shorts.Count > 0 ? $", asks for {Some(mismatch.Shorts, static shortId => $"{shortId:x16}")}" : "")}{(mismatch.Commits.Count > 0 ? $", cannot resolve {Some(mismatch.Commits, static commit => $"{commit}")}" : "")}",
        RequestsMessage requests => $"asks for {Some(requests.Requests, static request => $"{request.Id.ToShortString()}/{request.Chunk} as {request.Request} on lane {request.Lane}")}",
        CancelMessage cancel => $"cancels {Some(cancel.Requests, static request => $"{request}")}",
        EndMessage end => $"ends {Some(end.Ends, static end => $"{end.Request}: {end.Reason}")}",
        ChunkMessage chunk => $"chunk {chunk.Chunk} for request {chunk.Request}, {chunk.Data.Length} bytes",
        _ => message.Type.ToString(),
    };

    private static string Update(SlotUpdate update) => update.Advert is { } advert
        ? $"{update.Slot}={advert.Id.ToShortString()} at {update.Commit}{(update.Body is { } body ? $" with {body.Length} bytes" : "")}"
        : $"{update.Slot} empty at {update.Commit}";

    private static string Short(ShortAdvert update) => $"{update.Slot}={update.ShortId:x16} at {update.Commit}";

    private static string Some<T>(IReadOnlyList<T> items, Func<T, string> text) =>
        string.Join(", ", items.Take(NamedMax).Select(text)) + (items.Count > NamedMax ? $" and {items.Count - NamedMax} more" : "");
}
