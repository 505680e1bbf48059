using Tidings.Blocks.Artifacts;

namespace Tidings.Pipelines.Composition;

/// <summary>The priority of a kind that says none: everything is fetched, in the usual order.</summary>
internal sealed class FetchAll<T> : IPriorityPolicy<T>
    where T : IArtifact<T>
{
    public Func<Advert, FetchPriority> Snapshot(IPoolView<T> pool) => static _ => FetchPriority.Fetch;
}
