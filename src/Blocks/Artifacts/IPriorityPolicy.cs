namespace Tidings.Blocks.Artifacts;

/// <summary>The upper layer's wishes: a pure function over a snapshot of its pool.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public interface IPriorityPolicy<T>
    where T : IArtifact<T>
{
    /// <summary>
    /// Called when the pool changed, at most once per interval; must not block or keep the pool. When it throws, the last good snapshot stays
    /// and the fault is logged once.
    /// </summary>
    /// <param name="pool">The pool as it is now.</param>
    /// <returns>Called per advert; must not touch shared state or read a clock. When it throws, the advert is stashed.</returns>
    Func<Advert, FetchPriority> Snapshot(IPoolView<T> pool);
}
