namespace Tidings.Blocks.Download;

/// <summary>What the downloads of one kind came to so far. One writer, the download stage; readable from any thread, each figure for itself.</summary>
internal sealed class DownloadStatistics
{
    private long _bytes, _duplicateBytes, _chunks, _hedges, _artifacts, _fromRelays;

    /// <summary>Bytes of chunks and pushed bodies that were verified and kept.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Bytes of chunks that were here already.</summary>
    public long DuplicateBytes => Volatile.Read(ref _duplicateBytes);

    public long Chunks => Volatile.Read(ref _chunks);

    /// <summary>Requests for a chunk that another holder owed already.</summary>
    public long Hedges => Volatile.Read(ref _hedges);

    /// <summary>Artifacts that are complete and decode.</summary>
    public long Artifacts => Volatile.Read(ref _artifacts);

    /// <summary>Of them, those of which something came from another peer than their maker.</summary>
    public long ArtifactsFromRelays => Volatile.Read(ref _fromRelays);

    public void Kept(int bytes)
    {
        Interlocked.Increment(ref _chunks);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Duplicate(int bytes) => Interlocked.Add(ref _duplicateBytes, bytes);

    public void Hedged() => Interlocked.Increment(ref _hedges);

    public void Completed(bool isFromRelay)
    {
        Interlocked.Increment(ref _artifacts);
        Interlocked.Add(ref _fromRelays, isFromRelay ? 1 : 0);
    }
}
