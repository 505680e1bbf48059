namespace Tidings.Node.Tests.Bench.Mesh;

/// <summary>Reads at most so many bytes at a time.</summary>
internal sealed class CutStream(Stream inner, int piece) : PassingStream(inner)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Inner.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
}

/// <summary>Keeps what is written.</summary>
internal sealed class CapturingStream(Stream inner) : PassingStream(inner)
{
    public MemoryStream Bytes { get; } = new();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Bytes.Write(buffer.Span);
        await Inner.WriteAsync(buffer, cancellationToken);
        await Inner.FlushAsync(cancellationToken);
    }
}
