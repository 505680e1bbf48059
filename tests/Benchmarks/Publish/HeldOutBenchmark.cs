using BenchmarkDotNet.Attributes;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Publish;

/// <summary>Held marks owed to one neighbour: due, ripe, taken as one range, and ended when the slot changes; so many are given at any time.</summary>
public class HeldOutBenchmark
{
    private const int Items = 256;

    private HeldOut _held = null!;
    private ulong _commit;

    [Params(100, 10_000, 1_000_000)]
    public int Given { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _held = new HeldOut();
        for (var done = 0; done < Given + Items; done += Items)
        {
            Mark();
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public int Mark()
    {
        for (var i = 0; i < Items; i++)
        {
            _held.Due(++_commit, FetchPriority.Fetch, TimeSpan.Zero);
            _held.Ended(_commit > (ulong)Given ? _commit - (ulong)Given : 0);
        }

        _held.Ripen(TimeSpan.Zero);
        return _held.Take(WireLimits.ControlBytesMax).Count;
    }
}
