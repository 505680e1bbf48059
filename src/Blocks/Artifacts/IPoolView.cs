using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks.Artifacts;

/// <summary>A pool as a reader sees it. Thread-safe; every call is a snapshot of its moment.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public interface IPoolView<T>
    where T : IArtifact<T>
{
    /// <summary>Artifacts in the validated section.</summary>
    int Count { get; }

    /// <summary>Artifacts received and not yet judged, deferred ones included.</summary>
    int UnvalidatedCount { get; }

    /// <summary>The highest rank ever validated in this process, or <see cref="long.MinValue"/>.</summary>
    long TopRank { get; }

    /// <summary>Whether the validated section holds it.</summary>
    /// <param name="id">The artifact.</param>
    bool Contains(ArtifactId id);

    /// <summary>Reads an artifact of the validated section.</summary>
    /// <param name="id">The artifact.</param>
    /// <param name="artifact">The artifact when it is there.</param>
    bool TryGet(ArtifactId id, [NotNullWhen(true)] out T? artifact);

    /// <summary>Ids of the validated section, in order of acceptance.</summary>
    IReadOnlyList<ArtifactId> Ids();
}
