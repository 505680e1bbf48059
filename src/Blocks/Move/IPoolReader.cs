using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>A pool as those read it who do not know what its artifacts are. Thread-safe.</summary>
internal interface IPoolReader : IPoolStatus
{
    /// <summary>Ids of the validated section, in order of acceptance.</summary>
    IReadOnlyList<ArtifactId> Ids();

    /// <summary>The changes of the validated section from now on, after one <see cref="PoolChange.Started"/>; bounded, and the pool never waits for it.</summary>
    PoolSubscription Subscribe();
}
