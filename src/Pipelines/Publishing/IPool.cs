using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Pipelines.Publishing;

/// <summary>
/// The pool of one kind, for the upper layer: reading, subscribing, removing. One per node and kind, from the container. Thread-safe. Removals go through the
/// move stage, the only writer; called before the node has started they wait for it.
/// </summary>
/// <typeparam name="T">The artifact.</typeparam>
public interface IPool<T> : IPoolView<T>
    where T : IArtifact<T>
{
    /// <summary>Opens an artifact of the validated section: view and bytes stay as they are until the lease is disposed.</summary>
    /// <param name="id">The artifact.</param>
    /// <returns>The lease, or null when the section does not hold it.</returns>
    ArtifactLease<T>? Open(ArtifactId id);

    /// <summary>
    /// Changes of the validated section from now on, after one <see cref="PoolChange.Started"/>. A slow reader gets <see cref="PoolChange.Lagged"/> and never
    /// slows the pool. Ends when the node stops.
    /// </summary>
    /// <param name="cancellationToken">Ends the enumeration by <see cref="OperationCanceledException"/>.</param>
    IAsyncEnumerable<PoolChange> Changes(CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes artifacts from both sections. They are withdrawn from the neighbours, transfers end at once, downloads included, and they are not fetched
    /// again for as long as anybody advertises them, until published here or released.
    /// </summary>
    /// <param name="ids">The artifacts; those that are not here yet are marked, so that they do not come.</param>
    /// <param name="cancellationToken">Ends the waiting for room in the graph; a cancelled call has either not happened or happened whole.</param>
    /// <returns>How many were here and are removed.</returns>
    /// <exception cref="InvalidOperationException">The node has stopped, or the kind's branch has faulted.</exception>
    Task<int> RemoveAsync(IReadOnlyCollection<ArtifactId> ids, CancellationToken cancellationToken = default);

    /// <summary>Removes everything of a lower rank from both sections, as <see cref="RemoveAsync"/> does.</summary>
    /// <param name="rank">The lowest rank that stays.</param>
    /// <param name="cancellationToken">Ends the waiting for room in the graph; a cancelled call has either not happened or happened whole.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="InvalidOperationException">The node has stopped, or the kind's branch has faulted.</exception>
    Task<int> PurgeBelowAsync(long rank, CancellationToken cancellationToken = default);

    /// <summary>Wants an artifact again that was removed, rejected or ignored: it is fetched if somebody advertises it and the priority policy wants it.</summary>
    /// <param name="id">The artifact.</param>
    /// <param name="cancellationToken">Ends the waiting for room in the graph.</param>
    /// <exception cref="InvalidOperationException">The node has stopped, or the kind's branch has faulted.</exception>
    Task ReleaseAsync(ArtifactId id, CancellationToken cancellationToken = default);
}
