using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Wire;

/// <summary>One frame from a pipe that holds it already, into a buffer of the ledger. Per frame.</summary>
public class FrameReaderBenchmark
{
    private const int Frames = 16;

    private readonly ByteLedger _ledger = Contents.Ledger();
    private readonly ProtobufWireCodec _codec = new([Some.Kind]);
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private byte[] _encoded = null!;
    private FrameReader _reader = null!;

    [Params(1 << 10, 256 << 10)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Make()
    {
        var output = new MemoryStream();
        var writer = new FrameWriter(output, _codec, new FrameCaps(Bytes));
        writer.WriteAsync(new ChunkMessage(Some.Kind, 1, 0, [], Some.Bytes(Bytes)), default).AsTask().Wait();
        writer.FlushAsync(default).AsTask().Wait();
        _encoded = output.ToArray();
        _reader = new FrameReader(_pipe.Reader.AsStream(), new FrameCaps(Bytes), _ledger, Some.Node(1)) { IsReady = true };
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public async Task<int> Read()
    {
        var bytes = 0;
        for (var i = 0; i < Frames; i++)
        {
            await _pipe.Writer.WriteAsync(_encoded);
            var read = await _reader.ReadAsync(default);
            bytes += read.Body!.Length;
            read.Body.Dispose();
        }

        return bytes;
    }
}
