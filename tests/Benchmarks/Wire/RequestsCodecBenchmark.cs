using System.Buffers;
using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Wire;

/// <summary>A frame of chunk requests, and one of held marks: the two that answer everything.</summary>
public class RequestsCodecBenchmark
{
    private readonly ProtobufWireCodec _codec = new(["other", Some.Kind]);
    private readonly ArrayBufferWriter<byte> _output = new(128 << 10);
    private RequestsMessage _requests = null!;
    private HeldMessage _marks = null!;
    private byte[] _encodedRequests = null!;
    private byte[] _encodedMarks = null!;

    [Params(1, 16, 256)]
    public int PerFrame { get; set; }

    [GlobalSetup]
    public void Make()
    {
        _requests = new RequestsMessage(
            Some.Kind, [.. Enumerable.Range(1, PerFrame).Select(i => new ChunkRequest(1_000_000 + (ulong)i, Some.Id(i), 3, 1, FetchPriority.Fetch))]);
        _marks = new HeldMessage(Some.Kind, [.. Enumerable.Range(1, PerFrame).Select(i => new CommitRange((ulong)i * 1000, ((ulong)i * 1000) + 5))]);
        Encode(_requests);
        _encodedRequests = _output.WrittenSpan.ToArray();
        Encode(_marks);
        _encodedMarks = _output.WrittenSpan.ToArray();
    }

    [Benchmark]
    public int EncodeRequests() => Encode(_requests);

    [Benchmark]
    public bool DecodeRequests() => _codec.TryRead(FrameType.Requests, _encodedRequests, out _, out _);

    [Benchmark]
    public int EncodeMarks() => Encode(_marks);

    [Benchmark]
    public bool DecodeMarks() => _codec.TryRead(FrameType.Held, _encodedMarks, out _, out _);

    private int Encode(WireMessage message)
    {
        _output.ResetWrittenCount();
        _codec.Write(message, _output);
        return _output.WrittenCount;
    }
}
