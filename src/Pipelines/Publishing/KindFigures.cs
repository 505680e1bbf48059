namespace Tidings.Pipelines.Publishing;

/// <summary>What one kind holds and has moved since the node was built, each figure for itself. Immutable.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Validated">Artifacts in the validated section.</param>
/// <param name="Unvalidated">Artifacts received and not yet judged for good.</param>
/// <param name="BytesKept">Bytes of chunks and pushed bodies that were verified and kept.</param>
/// <param name="DuplicateBytes">Bytes of chunks that were here already.</param>
/// <param name="Chunks">Chunks and pushed bodies kept.</param>
/// <param name="Hedges">Requests for a chunk that another holder owed already.</param>
/// <param name="Downloads">Artifacts that were downloaded whole.</param>
/// <param name="DownloadsFromOthers">Of these, artifacts of which something came from another peer than their maker.</param>
public sealed record KindFigures(
    string Kind,
    int Validated,
    int Unvalidated,
    long BytesKept,
    long DuplicateBytes,
    long Chunks,
    long Hedges,
    long Downloads,
    long DownloadsFromOthers);
