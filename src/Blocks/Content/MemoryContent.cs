using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Content;

/// <summary>An artifact's bytes in memory: exact arrays, or frames that were adopted as they came.</summary>
internal sealed class MemoryContent(long size, int chunkSize, MerkleTree tree, ReadOnlyMemory<byte>[] chunks, IReadOnlyList<RentedBuffer> adopted)
    : ChunkedContent(size, chunkSize, tree)
{
    private ReadOnlyMemory<byte>[]? _chunks = chunks;

    public override ReadOnlyMemory<byte> Chunk(int index) =>
        (Volatile.Read(ref _chunks) ?? throw new ObjectDisposedException(nameof(MemoryContent)))[index];

    private protected override void Free()
    {
        Volatile.Write(ref _chunks, null);
        foreach (var buffer in adopted)
        {
            buffer.Dispose();
        }
    }
}
