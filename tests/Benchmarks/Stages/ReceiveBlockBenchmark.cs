using System.Buffers;
using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Stages;

/// <summary>A frame of slot updates with their bytes, from the lane to the decoded message. Per frame.</summary>
public class ReceiveBlockBenchmark
{
    private const int Items = 64;

    private readonly ByteLedger _ledger = Contents.Ledger();
    private readonly ProtobufWireCodec _codec = new([Some.Kind]);
    private StageRig<Inbound, PeerMessage> _stage = null!;
    private byte[] _encoded = null!;

    [Params(1, 16, 60)]
    public int PerFrame { get; set; }

    [GlobalSetup]
    public void Make()
    {
        _stage = new StageRig<Inbound, PeerMessage>(context => ReceiveBlock.Create(new ReceiveOptions(), _codec, new NoOffences(), context));
        var output = new ArrayBufferWriter<byte>();
        var body = Some.Bytes(Some.SmallBytes);
        _codec.Write(new SlotsMessage(Some.Kind, [.. Enumerable.Range(1, PerFrame).Select(i => new SlotUpdate((uint)i, (ulong)i, Some.Advert(i), body))]), output);
        _encoded = output.WrittenSpan.ToArray();
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Receive()
    {
        for (var i = 0; i < Items; i++)
        {
            _stage.Post(new InboundFrame(Some.Node(i % 7), 1, 0, FrameType.Slots, Contents.Frame(_ledger, i % 7, _encoded)));
        }

        _stage.Run(expected: Items);
    }
}
