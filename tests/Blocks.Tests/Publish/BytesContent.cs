using System.Buffers;
using Tidings.Blocks.Content;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>Content of one chunk, as a pool hands it to the publish stage.</summary>
internal sealed class BytesContent(int size) : ArtifactContent
{
    private readonly byte[] _bytes = [.. Enumerable.Range(0, size).Select(i => (byte)i)];

    public bool IsFreed { get; private set; }

    public override long Size => size;

    public override int ChunkSize => 1 << 18;

    public override ReadOnlyMemory<byte> Chunk(int index) => _bytes;

    public override IReadOnlyList<Hash256> Proof(int index) => [];

    public override ReadOnlySequence<byte> AsSequence() => new(_bytes);

    private protected override void Free() => IsFreed = true;
}
