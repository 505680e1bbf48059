using BenchmarkDotNet.Attributes;
using Tidings.Blocks.Prioritize;

namespace Tidings.Benchmarks.Prioritize;

/// <summary>The life of one advert while so many wait for a turn: it is heard of, a turn comes free, the next one starts, and one is forgotten.</summary>
public class PriorityBufferBenchmark
{
    private const int Items = 256;
    private const int Active = 16;

    private BufferRig _rig = null!;
    private long _heard;

    [Params(0, 100, 10_000)]
    public int Waiting { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _rig = new BufferRig(new PrioritizeOptions { ActiveDownloadsMax = Active, ActiveDownloadsPerPeerMin = 1 });
        while (_heard < Active + Waiting)
        {
            _rig.Hear(_heard++);
        }

        Check();
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void AddAndTake()
    {
        for (var i = 0; i < Items; i++)
        {
            _rig.Hear(_heard++);
            _rig.FinishAndForget();
        }

        Check();
    }

    private void Check()
    {
        if (_rig.Waiting != Waiting)
        {
            throw new InvalidOperationException($"{_rig.Waiting} wait, not {Waiting}.");
        }
    }
}
