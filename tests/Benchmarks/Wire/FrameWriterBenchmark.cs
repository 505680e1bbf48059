using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Wire;

/// <summary>Small frames one after the other, flushed after each 16: one push of 1 KiB a frame, and one held mark a frame. Per frame.</summary>
public class FrameWriterBenchmark
{
    private const int Frames = 16;

    private static readonly ProtobufWireCodec Codec = new([Some.Kind]);

    private readonly FrameWriter _writer = new(Stream.Null, Codec, new FrameCaps(256 << 10));
    private readonly SlotsMessage _push = new(Some.Kind, [new SlotUpdate(7, 1_000_000, Some.Advert(1), Some.Bytes(Some.SmallBytes))]);
    private readonly HeldMessage _mark = new(Some.Kind, [new CommitRange(1_000_000, 1_000_000)]);

    [Benchmark(OperationsPerInvoke = Frames)]
    public Task Pushes() => WriteAsync(_push);

    [Benchmark(OperationsPerInvoke = Frames)]
    public Task Marks() => WriteAsync(_mark);

    private async Task WriteAsync(WireMessage message)
    {
        for (var i = 0; i < Frames; i++)
        {
            await _writer.WriteAsync(message, default);
        }

        await _writer.FlushAsync(default);
    }
}
