using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Pipelines.Graph;

namespace Tidings.Benchmarks.Graph;

/// <summary>One signal to a stage that takes it at once; and ids of the pool that merge because the stage is busy, as many as one signal holds.</summary>
public class SignalCellBenchmark
{
    private const int Items = DedupePool.IdsMax;

    private readonly Grants _grants = new([]);
    private readonly PumpedScheduler _scheduler = new();
    private readonly DedupePool[] _changes = [.. Enumerable.Range(0, Items).Select(i => DedupePool.Of([Some.Id(i)]))];
    private readonly TakingTarget<Grants> _idle = new();
    private SignalCell<Grants, Grants> _toIdle = null!;

    [GlobalSetup]
    public void Bind()
    {
        _toIdle = new SignalCell<Grants, Grants>("idle", grants => grants, (_, later) => later, _scheduler, TimeProvider.System);
        _toIdle.Bind(_idle);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public long Idle()
    {
        for (var i = 0; i < Items; i++)
        {
            _toIdle.Raise(_grants);
        }

        return _idle.Taken;
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void MergePoolChanges()
    {
        var unread = new SignalCell<DedupePool, DedupePool>("busy", ids => ids, DedupePool.Merge, _scheduler, TimeProvider.System);
        foreach (var change in _changes)
        {
            unread.Raise(change);
        }
    }
}
