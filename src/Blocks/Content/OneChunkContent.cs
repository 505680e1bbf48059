using System.Buffers;
using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Content;

/// <summary>An artifact of one chunk in memory. It needs no tree: its root is its only leaf, and the proof of that is empty.</summary>
internal sealed class OneChunkContent(ReadOnlyMemory<byte> bytes, int chunkSize, RentedBuffer? adopted) : ArtifactContent
{
    private volatile bool _isFreed;

    public override long Size => bytes.Length;

    public override int ChunkSize => chunkSize;

    public override ReadOnlyMemory<byte> Chunk(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
        ObjectDisposedException.ThrowIf(_isFreed, this);
        return bytes;
    }

    public override IReadOnlyList<Hash256> Proof(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
        return [];
    }

    public override ReadOnlySequence<byte> AsSequence() => new(Chunk(0));

    private protected override void Free()
    {
        _isFreed = true;
        adopted?.Dispose();
    }
}
