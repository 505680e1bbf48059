using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Pipelines.Publishing;

/// <summary>The pool for readers, and the way to its only writer for removals.</summary>
internal sealed class PoolHandle<T>(ArtifactPool<T> pool, MoveEntry<T> entry) : IPool<T>
    where T : IArtifact<T>
{
    public int Count => pool.Count;

    public int UnvalidatedCount => pool.UnvalidatedCount;

    public long TopRank => pool.TopRank;

    public bool Contains(ArtifactId id) => pool.Contains(id);

    public bool TryGet(ArtifactId id, [NotNullWhen(true)] out T? artifact) => pool.TryGet(id, out artifact);

    public IReadOnlyList<ArtifactId> Ids() => pool.Ids();

    public ArtifactLease<T>? Open(ArtifactId id) => pool.Open(id);

    public IAsyncEnumerable<PoolChange> Changes(CancellationToken cancellationToken = default) => pool.Changes(cancellationToken);

    public Task<int> RemoveAsync(IReadOnlyCollection<ArtifactId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var removed = Outcome();
        return entry.AskAsync(new RemoveIds<T>([.. ids], removed), removed.Task, cancellationToken);
    }

    public Task<int> PurgeBelowAsync(long rank, CancellationToken cancellationToken = default)
    {
        var removed = Outcome();
        return entry.AskAsync(new PurgeBelow<T>(rank, removed), removed.Task, cancellationToken);
    }

    public async Task ReleaseAsync(ArtifactId id, CancellationToken cancellationToken = default)
    {
        if (!await entry.WriteAsync(new ReleaseId<T>(id), cancellationToken))
        {
            throw new InvalidOperationException("The node has stopped.");
        }
    }

    private static TaskCompletionSource<int> Outcome() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
