using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>The default pool: an <see cref="ArtifactPool{T}"/> without an index of its own. Evicts nothing by itself.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public sealed class InMemoryArtifactPool<T> : ArtifactPool<T>
    where T : IArtifact<T>;
