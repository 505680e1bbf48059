using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Move;

namespace Tidings.Benchmarks.Move;

/// <summary>The memory of refused and removed ids when it is full: one more is remembered, the oldest is forgotten.</summary>
public class RefusedMemoryBenchmark
{
    private const int Items = 256;

    private RefusedMemory _refused = null!;
    private long _artifact;

    [Params(100, 10_000, 1_000_000)]
    public int Ids { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _refused = new RefusedMemory(Ids);
        for (var done = 0; done <= Ids; done += Items)
        {
            Remember();
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Remember()
    {
        for (var i = 0; i < Items; i++)
        {
            _artifact++;
            _refused.Remember(Some.Id(_artifact), ArtifactStatus.Withdrawn, TimeSpan.FromTicks(_artifact));
        }
    }
}
