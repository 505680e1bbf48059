using BenchmarkDotNet.Attributes;

namespace Tidings.Benchmarks.Download;

/// <summary>
/// The planner with 50 holders of each wanted artifact: a chunk arrives and the next one is assigned; an advert changes; the alarm is asked for. A small
/// artifact is one chunk of 1 KiB, so that each arrival is a whole download; a large one is 64 chunks of 256 KiB, more than may be outstanding.
/// </summary>
public class DownloadPlannerBenchmark
{
    private const int Items = 64;
    private const int Large = 16 << 20;
    private const int Small = 1 << 10;

    private PlannerRig _rig = null!;

    [Params(10, 1_000)]
    public int Wanted { get; set; }

    [GlobalSetup(Target = nameof(SmallArtifact))]
    public void WantSmall() => _rig = new PlannerRig(Wanted, Small);

    [GlobalSetup(Targets = [nameof(ChunkOfLarge), nameof(AdvertOfLarge), nameof(Arm)])]
    public void WantLarge() => _rig = new PlannerRig(Wanted, Large);

    [Benchmark(OperationsPerInvoke = Items)]
    public void SmallArtifact() => Arrive();

    [Benchmark(OperationsPerInvoke = Items)]
    public void ChunkOfLarge() => Arrive();

    [Benchmark(OperationsPerInvoke = 2 * Items)]
    public void AdvertOfLarge()
    {
        for (var i = 0; i < Items; i++)
        {
            _rig.AdvertChanges(1 + (i % PlannerRig.Holders));
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public TimeSpan Arm()
    {
        var next = TimeSpan.Zero;
        for (var i = 0; i < Items; i++)
        {
            next = _rig.Arm();
        }

        return next;
    }

    private void Arrive()
    {
        for (var i = 0; i < Items; i++)
        {
            _rig.ChunkArrives();
        }
    }
}
