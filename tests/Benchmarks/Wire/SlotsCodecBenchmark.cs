using System.Buffers;
using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Wire;

/// <summary>A frame of slot updates: adverts alone, and pushes of so many bytes each (a frame holds up to 64 KiB).</summary>
public class SlotsCodecBenchmark
{
    private readonly ProtobufWireCodec _codec = new(["other", Some.Kind]);
    private readonly ArrayBufferWriter<byte> _output = new(128 << 10);
    private SlotsMessage _message = null!;
    private byte[] _encoded = null!;

    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "1";

    public static IEnumerable<string> Shapes() => ["1", "16", "256", "1 of 1 KiB", "16 of 1 KiB", "60 of 1 KiB"];

    [GlobalSetup]
    public void Make()
    {
        var count = int.Parse(Shape.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var body = Shape.EndsWith("KiB", StringComparison.Ordinal) ? Some.Bytes(Some.SmallBytes) : null;
        ReadOnlyMemory<byte>? memory = body is null ? null : body;
        _message = new SlotsMessage(Some.Kind, [.. Enumerable.Range(1, count).Select(i => new SlotUpdate((uint)i, 1_000_000 + (ulong)i, Advert(i), memory))]);
        _codec.Write(_message, _output);
        _encoded = _output.WrittenSpan.ToArray();
    }

    [Benchmark]
    public int Encode()
    {
        _output.ResetWrittenCount();
        _codec.Write(_message, _output);
        return _output.WrittenCount;
    }

    [Benchmark]
    public bool Decode() => _codec.TryRead(FrameType.Slots, _encoded, out _, out _);

    /// <summary>What the publish stage does for each frame that it sends.</summary>
    [Benchmark]
    public int Measure() => _codec.Measure(_message);

    private static Advert Advert(int number) => Some.Advert(number, Some.SmallBytes, Some.Node(number));
}
