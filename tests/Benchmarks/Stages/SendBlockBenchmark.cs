using System.Threading.Tasks.Dataflow;
using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Send;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Stages;

/// <summary>A message to a lane that takes it, one after the other, as the stage's capacity of one has it.</summary>
public class SendBlockBenchmark
{
    private const int Items = 256;

    private readonly PumpedScheduler _scheduler = new();
    private readonly Lanes _lanes = new();
    private readonly OutboundMessage _message =
        new(new Flow(Some.Kind, FlowRole.Publish), Some.Node(1), 1, 0, FetchPriority.Fetch, new ReadyMessage(), 100);

    private ITargetBlock<OutboundMessage> _block = null!;

    [GlobalSetup]
    public void Make() => _block = SendBlock.Create(_lanes, StageContexts.Of(_scheduler));

    [Benchmark(OperationsPerInvoke = Items)]
    public long Send()
    {
        for (var i = 0; i < Items; i++)
        {
            _block.Post(_message);
            _scheduler.Pump();
        }

        return _lanes.Bytes;
    }

    private sealed class Lanes : IPeerSender
    {
        public long Bytes { get; private set; }

        public bool TrySend(OutboundMessage message)
        {
            Bytes += message.Bytes;
            return true;
        }
    }
}
