using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Content;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Wire;

/// <summary>A frame with one chunk of an artifact of four: written to a stream that takes everything, and decoded where it lies.</summary>
public class ChunkCodecBenchmark
{
    private readonly ProtobufWireCodec _codec = new(["other", Some.Kind]);
    private FrameWriter _writer = null!;
    private ChunkMessage _message = null!;
    private byte[] _encoded = null!;

    [Params(64 << 10, 256 << 10)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Make()
    {
        ArtifactContent content = Contents.Make(4 * Bytes, Bytes).Content;
        _message = new ChunkMessage(Some.Kind, 1_000_000, 2, content.Proof(2), content.Chunk(2));
        _writer = new FrameWriter(Stream.Null, _codec, new FrameCaps(Bytes));
        var output = new MemoryStream();
        var writer = new FrameWriter(output, _codec, new FrameCaps(Bytes));
        writer.WriteAsync(_message, default).AsTask().Wait();
        writer.FlushAsync(default).AsTask().Wait();
        _encoded = output.ToArray()[FrameHeader.Length..];
    }

    [Benchmark]
    public long Write()
    {
        _writer.WriteAsync(_message, default).AsTask().Wait();
        _writer.FlushAsync(default).AsTask().Wait();
        return _writer.BytesWritten;
    }

    [Benchmark]
    public bool Decode() => _codec.TryRead(FrameType.Chunk, _encoded, out _, out _);
}
