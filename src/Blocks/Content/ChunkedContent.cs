using System.Buffers;

namespace Tidings.Blocks.Content;

/// <summary>Content with its tree; where the bytes lie is the subclass's affair.</summary>
internal abstract class ChunkedContent(long size, int chunkSize, MerkleTree tree) : ArtifactContent
{
    public sealed override long Size => size;

    public sealed override int ChunkSize => chunkSize;

    public sealed override IReadOnlyList<Hash256> Proof(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, ChunkCount);
        return tree.Proof(index);
    }

    public sealed override ReadOnlySequence<byte> AsSequence()
    {
        if (ChunkCount == 1)
        {
            return new ReadOnlySequence<byte>(Chunk(0));
        }

        var first = new Segment(Chunk(0), null);
        var last = first;
        for (var index = 1; index < ChunkCount; index++)
        {
            last = new Segment(Chunk(index), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
