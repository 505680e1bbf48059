namespace Tidings.Blocks.Content;

/// <summary>An artifact's bytes in a mapped file: the system's page cache holds what is in use, and takes it back when memory is short.</summary>
internal sealed class SpooledContent(long size, int chunkSize, MerkleTree tree, MappedFile file) : ChunkedContent(size, chunkSize, tree)
{
    public override ReadOnlyMemory<byte> Chunk(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, ChunkCount);
        return file.Range((long)index * ChunkSize, ArtifactIdentity.ChunkLength(Size, ChunkSize, index));
    }

    private protected override void Free() => file.Dispose();
}
