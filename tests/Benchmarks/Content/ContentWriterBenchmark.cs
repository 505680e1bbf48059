using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;

namespace Tidings.Benchmarks.Content;

/// <summary>Publishing: the codec's bytes become an artifact with its id.</summary>
public class ContentWriterBenchmark
{
    private byte[] _bytes = null!;

    [Params(1 << 10, 64 << 10, 1 << 20)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Make() => _bytes = Some.Bytes(Bytes);

    [Benchmark]
    public int Write()
    {
        using var writer = Contents.Store.CreateWriter(Some.Kind, Contents.Limits);
        _bytes.CopyTo(writer.GetSpan(Bytes));
        writer.Advance(Bytes);
        var made = writer.Complete();
        made.Content!.Release();
        return made.Content.ChunkCount;
    }
}
