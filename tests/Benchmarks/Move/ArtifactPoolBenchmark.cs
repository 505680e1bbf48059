using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Move;

namespace Tidings.Benchmarks.Move;

/// <summary>What others ask a pool of so many artifacts: the status of an id that it holds and of one that it does not, the content of a chunk to serve, and all ids after a change.</summary>
public class ArtifactPoolBenchmark
{
    private const int Items = 256;

    private PoolRig _rig = null!;
    private long _artifact;

    [Params(100, 10_000, 1_000_000)]
    public int Held { get; set; }

    [GlobalSetup]
    public void Fill() => _rig = new PoolRig(Held);

    [Benchmark(OperationsPerInvoke = Items)]
    public int StatusOfHeld() => Ask(_rig.Oldest);

    [Benchmark(OperationsPerInvoke = Items)]
    public int StatusOfUnknown() => Ask(_rig.Newest);

    [Benchmark(OperationsPerInvoke = Items)]
    public void TryGetContent()
    {
        for (var i = 0; i < Items; i++)
        {
            if (_rig.Status.TryGetContent(Some.Id(_rig.Oldest + (_artifact++ % Held)), out var content))
            {
                content.Release();
            }
        }
    }

    /// <summary>With the change before it, which makes the cached list void.</summary>
    [Benchmark]
    public int IdsAfterAChange()
    {
        _rig.Accept();
        _rig.Handle(_rig.RemoveOldest());
        return _rig.Pool.Ids().Count;
    }

    private int Ask(long first)
    {
        var validated = 0;
        for (var i = 0; i < Items; i++)
        {
            validated += _rig.Status.StatusOf(Some.Id(first + (_artifact++ % Held))) == ArtifactStatus.Validated ? 1 : 0;
        }

        return validated;
    }
}
