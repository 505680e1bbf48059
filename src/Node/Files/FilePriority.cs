using Tidings.Blocks.Artifacts;

namespace Tidings.Node.Files;

/// <summary>Every file is wanted; what fits into one chunk goes before bulk, so that a large transfer never holds up a note.</summary>
public sealed class FilePriority : IPriorityPolicy<FileArtifact>
{
    /// <summary>Files up to this size go first, in bytes: one chunk.</summary>
    public const long SmallBytes = 256 << 10;

    /// <inheritdoc />
    public Func<Advert, FetchPriority> Snapshot(IPoolView<FileArtifact> pool) =>
        static advert => advert.Size <= SmallBytes ? FetchPriority.Fetch : FetchPriority.Later;
}
