using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Move;

/// <summary>What reaches the move stage of a kind, the only writer of its pool.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public abstract record MoveInput<T>
    where T : IArtifact<T>
{
    /// <summary>The pool failed while handling this: whoever waits for its outcome is told.</summary>
    internal virtual void Fail(Exception exception)
    {
    }
}

/// <summary>A candidate arrived: it enters the unvalidated section. It may come after its own verdict, and is then ignored.</summary>
internal sealed record Arrived<T>(Candidate<T> Candidate) : MoveInput<T>
    where T : IArtifact<T>;

/// <summary>The upper layer's verdict.</summary>
internal sealed record Verdicts<T>(Judged<T> Judged) : MoveInput<T>
    where T : IArtifact<T>;

/// <summary>An artifact made here: it enters the validated section at once, or the reason why not is told. Content and memory pass to the pool, whatever the outcome.</summary>
internal sealed record PublishLocal<T>(
    Advert Advert,
    T Artifact,
    ArtifactContent Content,
    IReservation? Memory,
    TaskCompletionSource<PublishOutcome> Outcome) : MoveInput<T>
    where T : IArtifact<T>
{
    internal override void Fail(Exception exception) => Outcome.TrySetException(exception);
}

/// <summary>The upper layer removes artifacts by id.</summary>
internal sealed record RemoveIds<T>(IReadOnlyList<ArtifactId> Ids, TaskCompletionSource<int> Removed) : MoveInput<T>
    where T : IArtifact<T>
{
    internal override void Fail(Exception exception) => Removed.TrySetException(exception);
}

/// <summary>The upper layer purges everything of a lower rank, in both sections.</summary>
internal sealed record PurgeBelow<T>(long Rank, TaskCompletionSource<int> Removed) : MoveInput<T>
    where T : IArtifact<T>
{
    internal override void Fail(Exception exception) => Removed.TrySetException(exception);
}

/// <summary>The upper layer wants an artifact again that it removed.</summary>
internal sealed record ReleaseId<T>(ArtifactId Id) : MoveInput<T>
    where T : IArtifact<T>;

/// <summary>A reservation failed for want of memory or of a place: deferred artifacts are given up, lowest class first. A signal.</summary>
/// <param name="Bytes">Wanted.</param>
internal sealed record ReclaimDeferred<T>(long Bytes) : MoveInput<T>
    where T : IArtifact<T>;

/// <summary>What was remembered of refused artifacts may have aged. A signal.</summary>
internal sealed record MoveWake<T> : MoveInput<T>
    where T : IArtifact<T>;

/// <summary>What became of a publication.</summary>
internal enum PublishOutcome
{
    Added,
    AlreadyHeld,
    PoolFull,
}
