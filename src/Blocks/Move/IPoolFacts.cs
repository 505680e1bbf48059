using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>What a deferred candidate of any kind may wait for in a pool. Thread-safe.</summary>
internal interface IPoolFacts
{
    /// <summary>Grows with every change of the validated section.</summary>
    long Version { get; }

    /// <summary>The highest rank ever validated in this process, or <see cref="long.MinValue"/>.</summary>
    long TopRank { get; }

    /// <summary>What is known of an artifact now.</summary>
    ArtifactStatus StatusOf(ArtifactId id);
}
