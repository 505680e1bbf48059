using System.Collections.Concurrent;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Node.Files;

/// <summary>
/// The pool of files, which knows when each was validated here, for listings and for the subnet's delivery times. The time is noted before any reader
/// sees the file, so what is held has one. Thread-safe.
/// </summary>
/// <param name="time">The node's clock.</param>
public sealed class FilePool(TimeProvider time) : ArtifactPool<FileArtifact>
{
    private readonly ConcurrentDictionary<ArtifactId, DateTimeOffset> _validatedAt = new();

    /// <summary>When a file was validated here, or null when it is not held.</summary>
    /// <param name="id">The file.</param>
    public DateTimeOffset? ValidatedAt(ArtifactId id) => _validatedAt.TryGetValue(id, out var at) ? at : null;

    /// <inheritdoc />
    protected override void OnValidated(Advert advert, FileArtifact artifact) => _validatedAt[advert.Id] = time.GetUtcNow();

    /// <inheritdoc />
    protected override void OnRemoved(Advert advert, FileArtifact artifact) => _validatedAt.TryRemove(advert.Id, out _);
}
