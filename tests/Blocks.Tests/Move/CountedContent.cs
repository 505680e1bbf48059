using System.Buffers;
using Tidings.Blocks.Content;

namespace Tidings.Blocks.Tests.Move;

/// <summary>Content that only counts: a second free would be a bug of the release, which throws by itself.</summary>
internal sealed class CountedContent(long size) : ArtifactContent
{
    public bool IsFreed { get; private set; }

    public override long Size => size;

    public override int ChunkSize => 1024;

    public override ReadOnlyMemory<byte> Chunk(int index) => new byte[size];

    public override IReadOnlyList<Hash256> Proof(int index) => [];

    public override ReadOnlySequence<byte> AsSequence() => new(new byte[size]);

    private protected override void Free() => IsFreed = true;
}
