using System.Buffers;
using Tidings.Blocks.Content;

namespace Tidings.Blocks.Tests.Serve;

/// <summary>Zeroes with proofs of the right number of hashes; tells when the last reference went.</summary>
internal sealed class TestContent(long size, int chunkSize) : ArtifactContent
{
    public bool IsFreed { get; private set; }

    public override long Size => size;

    public override int ChunkSize => chunkSize;

    public override ReadOnlyMemory<byte> Chunk(int index) => new byte[Math.Min(chunkSize, size - ((long)index * chunkSize))];

    public override IReadOnlyList<Hash256> Proof(int index) => [default, default];

    public override ReadOnlySequence<byte> AsSequence() => new(new byte[size]);

    private protected override void Free() => IsFreed = true;
}
