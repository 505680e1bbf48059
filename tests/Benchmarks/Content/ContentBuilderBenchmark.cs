using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;

namespace Tidings.Benchmarks.Content;

/// <summary>Receiving: an artifact of so many bytes from its chunks, each verified with its proof; with the copy into the frame, which the socket makes otherwise.</summary>
public class ContentBuilderBenchmark
{
    private readonly ByteLedger _ledger = Contents.Ledger();
    private Advert _advert;
    private ArtifactContent _source = null!;

    [Params(1 << 10, 64 << 10, 1 << 20)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Make() => (_advert, _source) = Contents.Make(Bytes);

    [Benchmark]
    public int Receive()
    {
        if (!Contents.Store.TryBegin(Some.Kind, Contents.Limits, _advert, out var builder, out _))
        {
            throw new InvalidOperationException("The artifact is within the limits.");
        }

        for (var chunk = 0; chunk < builder.ChunkCount; chunk++)
        {
            var frame = Contents.Frame(_ledger, 1, _source.Chunk(chunk).Span);
            builder.Add((uint)chunk, frame.Memory, _source.Proof(chunk), frame);
        }

        if (!builder.TryComplete(out var content))
        {
            throw new InvalidOperationException("The content is complete.");
        }

        content.Release();
        return content.ChunkCount;
    }
}
