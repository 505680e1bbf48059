using System.Buffers;
using Tidings.Blocks;
using Tidings.Blocks.Content;

namespace Tidings.Benchmarks.Support;

/// <summary>Bytes of one chunk that many artifacts share, so that making an artifact costs one object.</summary>
internal sealed class SharedContent(byte[] bytes) : ArtifactContent
{
    public override long Size => bytes.Length;

    public override int ChunkSize => 256 << 10;

    public override ReadOnlyMemory<byte> Chunk(int index) => bytes;

    public override IReadOnlyList<Hash256> Proof(int index) => [];

    public override ReadOnlySequence<byte> AsSequence() => new(bytes);

    private protected override void Free()
    {
    }
}
