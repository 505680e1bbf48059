using System.Threading.Tasks.Dataflow;
using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Pipelines.Graph;

namespace Tidings.Benchmarks.Graph;

/// <summary>
/// One item over an edge. Idle: the target takes it at once, offered from a stage or from outside the graph. Busy: the stage behind the edge has a full queue
/// of its own, so that writers wait for room.
/// </summary>
public class ChannelEdgeBenchmark
{
    private const int Items = 1024;

    private readonly PumpedScheduler _scheduler = new();
    private readonly object _item = new();
    private readonly TakingTarget<object> _target = new();
    private Action _fromAStage = null!;
    private Func<Task> _toABusyStage = null!;
    private ChannelEdge<object> _idle = null!;
    private ChannelEdge<object> _busy = null!;
    private long _passed;

    [GlobalSetup]
    public void Open()
    {
        _idle = Edges.To(_target, _scheduler);
        var stage = new ActionBlock<object>(
            _ => _passed++,
            new ExecutionDataflowBlockOptions { BoundedCapacity = 64, TaskScheduler = _scheduler });
        _busy = Edges.To(stage, _scheduler);
        _fromAStage = () =>
        {
            for (var i = 0; i < Items; i++)
            {
                _idle.TryWrite(_item);
            }
        };
        _toABusyStage = async () =>
        {
            for (var i = 0; i < Items; i++)
            {
                await _busy.WriteAsync(_item, CancellationToken.None);
            }
        };
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public long IdleFromAStage()
    {
        _scheduler.Run(_fromAStage);
        return _target.Taken;
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public long IdleFromOutside()
    {
        for (var i = 0; i < Items; i++)
        {
            _idle.TryWrite(_item);
            _scheduler.Pump();
        }

        return _target.Taken;
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public long Busy()
    {
        _passed = 0;
        _scheduler.Run(_toABusyStage);
        return _passed == Items ? _passed : throw new InvalidOperationException($"{_passed} items passed, not {Items}.");
    }
}
