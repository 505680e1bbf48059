using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;

namespace Tidings.Benchmarks.Stages;

/// <summary>An artifact from its order to its candidate: with its bytes, or asked for in one chunk or four. Hashing and the copy into the frame are within.</summary>
public class DownloadBlockBenchmark
{
    private const int Items = 16;

    private DownloadRig _small = null!;
    private DownloadRig _chunk = null!;
    private DownloadRig _large = null!;

    [GlobalSetup]
    public void Make()
    {
        _small = new DownloadRig(Some.SmallBytes);
        _chunk = new DownloadRig(64 << 10);
        _large = new DownloadRig(1 << 20);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Pushed1KiB() => Repeat(_small, _small.TakePush);

    [Benchmark(OperationsPerInvoke = Items)]
    public void Fetched1KiB() => Repeat(_small, _small.Fetch);

    [Benchmark(OperationsPerInvoke = Items)]
    public void Fetched64KiB() => Repeat(_chunk, _chunk.Fetch);

    [Benchmark(OperationsPerInvoke = Items)]
    public void Fetched1MiB() => Repeat(_large, _large.Fetch);

    private static void Repeat(DownloadRig rig, Action fetch)
    {
        var before = rig.Candidates;
        for (var i = 0; i < Items; i++)
        {
            fetch();
        }

        if (rig.Candidates != before + Items)
        {
            throw new InvalidOperationException($"{rig.Candidates - before} candidates of {Items} artifacts.");
        }
    }
}
