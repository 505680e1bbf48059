using BenchmarkDotNet.Attributes;

namespace Tidings.Benchmarks.Move;

/// <summary>In a pool of so many artifacts: a candidate arrives, is accepted, and the oldest artifact is removed. Per artifact, with making the candidate.</summary>
public class MoveCoreBenchmark
{
    private const int Items = 256;

    private PoolRig _rig = null!;

    [Params(100, 10_000, 1_000_000)]
    public int Held { get; set; }

    [GlobalSetup]
    public void Fill() => _rig = new PoolRig(Held);

    [Benchmark(OperationsPerInvoke = Items)]
    public void AcceptAndRemove()
    {
        for (var i = 0; i < Items; i++)
        {
            _rig.Accept();
            _rig.Handle(_rig.RemoveOldest());
        }
    }
}
