using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Simulation.Trace;

/// <summary>What a timeline says of artifacts on their way into a pool.</summary>
internal static class ArtifactWords<T>
    where T : IArtifact<T>
{
    public static string? Of(MoveInput<T> item) => item switch
    {
        Arrived<T> arrived => $"has {arrived.Candidate.Id.ToShortString()}, unjudged",
        Verdicts<T> verdicts => $"verdict on {verdicts.Judged.Candidate.Id.ToShortString()}: {Text(verdicts.Judged.Verdict)}",
        PublishLocal<T> publish => $"publishes {publish.Advert.Id.ToShortString()}, {publish.Advert.Size} bytes",
        RemoveIds<T> remove => $"removes {string.Join(", ", remove.Ids.Select(static id => id.ToShortString()))}",
        PurgeBelow<T> purge => $"purges all below rank {purge.Rank}",
        _ => null,
    };

    private static string Text(Verdict verdict) => verdict switch
    {
        Verdict.Rejected rejected => $"rejected, {rejected.Reason}",
        Verdict.Faulted faulted => $"the validator failed, {faulted.Exception.GetType().Name}: {faulted.Exception.Message}",
        _ => verdict.GetType().Name.ToLowerInvariant(),
    };
}
