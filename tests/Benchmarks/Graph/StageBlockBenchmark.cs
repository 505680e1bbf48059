using System.Threading.Tasks.Dataflow;
using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks;

namespace Tidings.Benchmarks.Graph;

/// <summary>One item through a stage that does nothing but pass it on: the shell, without what stands in it; alone, and with an edge and a second stage behind it.</summary>
public class StageBlockBenchmark
{
    private const int Items = 1024;

    private readonly object[] _item = [new()];
    private readonly PumpedScheduler _scheduler = new();
    private readonly TakingTarget<object> _end = new();
    private StageRig<object, object> _alone = null!;
    private StageBlock<object, object> _first = null!;

    [GlobalSetup]
    public void Join()
    {
        _alone = new StageRig<object, object>(context => new StageBlock<object, object>(_ => _item, context));
        var context = StageContexts.Of(_scheduler);
        _first = new StageBlock<object, object>(_ => _item, context);
        var second = new StageBlock<object, object>(_ => _item, context);
        _first.LinkTo(Edges.To(second, _scheduler), new DataflowLinkOptions());
        second.LinkTo(_end, new DataflowLinkOptions());
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Alone()
    {
        for (var i = 0; i < Items; i++)
        {
            _alone.Post(_item[0]);
        }

        _alone.Run(expected: Items);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public long TwoWithAnEdge()
    {
        for (var i = 0; i < Items; i++)
        {
            while (!_first.Post(_item[0]))
            {
                _scheduler.Pump();
            }
        }

        _scheduler.Pump();
        return _end.Taken;
    }
}
