using Tidings.Blocks.Artifacts;

namespace Tidings.Node.Files;

/// <summary>Every file is wanted; a note goes before everything, and what fits into one chunk before bulk, so that a large transfer never holds them up.</summary>
public sealed class FilePriority : IPriorityPolicy<FileArtifact>
{
    /// <summary>Files up to this size are notes, in bytes: what is pushed by default.</summary>
    public const long NoteBytes = 2 << 10;

    /// <summary>Files up to this size go before bulk, in bytes: one chunk.</summary>
    public const long SmallBytes = 256 << 10;

    /// <inheritdoc />
    public Func<Advert, FetchPriority> Snapshot(IPoolView<FileArtifact> pool) =>
        static advert => advert.Size <= NoteBytes ? FetchPriority.FetchNow : advert.Size <= SmallBytes ? FetchPriority.Fetch : FetchPriority.Later;
}
