using System.Threading.Tasks.Dataflow;
using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks;
using Tidings.Pipelines.Graph;

namespace Tidings.Benchmarks.Graph;

/// <summary>One item through a stage with so many routes, of which one takes it, or all do.</summary>
public class RouteBlockBenchmark
{
    private const int Items = 1024;

    private readonly PumpedScheduler _scheduler = new();
    private readonly object[] _taken = [new()];
    private readonly TakingTarget<object> _end = new();
    private ITargetBlock<object> _one = null!;
    private ITargetBlock<object> _all = null!;

    [Params(4, 16)]
    public int Routes { get; set; }

    [GlobalSetup]
    public void Join()
    {
        _one = Stage(route => route == Routes - 1);
        _all = Stage(_ => true);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public long LastTakes() => Send(_one);

    [Benchmark(OperationsPerInvoke = Items)]
    public long AllTake() => Send(_all);

    private StageBlock<object, object> Stage(Func<int, bool> takes)
    {
        var stage = new StageBlock<object, object>(_ => _taken, StageContexts.Of(_scheduler));
        stage.LinkTo(new RouteBlock<object>("alone", [.. Enumerable.Range(0, Routes).Select(route => Route(takes(route)))], _scheduler), new DataflowLinkOptions());
        return stage;
    }

    private Route<object, object> Route(bool takes) => new(
        (object item, out object picked) =>
        {
            picked = item;
            return takes;
        },
        Edges.To(_end, _scheduler));

    private long Send(ITargetBlock<object> stage)
    {
        for (var i = 0; i < Items; i++)
        {
            while (!stage.Post(_taken[0]))
            {
                _scheduler.Pump();
            }
        }

        _scheduler.Pump();
        return _end.Taken;
    }
}
