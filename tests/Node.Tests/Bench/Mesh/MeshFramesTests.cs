using System.IO.Pipelines;
using Tidings.Node.Bench.Mesh;

namespace Tidings.Node.Tests.Bench.Mesh;

/// <summary>What the writer writes, the reader reads, however the bytes are cut.</summary>
[CancelAfter(30_000)]
public sealed class MeshFramesTests
{
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(16_384)]
    [TestCase(1_000_000)]
    public async Task Every_artifact_is_told_once_in_order_when_its_last_byte_is_in(int piece, CancellationToken cancellationToken)
    {
        var random = new Random(5);
        int[] sizes = piece == 1 ? [22, 1024, 16_384] : [22, 1024, 16_383, 16_384, 16_385, 65_524, 65_536, 70_000, 1 << 20, 1024];
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var written = new CapturingStream(pipe.Writer.AsStream());
        var writer = new MeshWriter(written, fault => Assert.Fail(fault.Message));
        var told = new List<long>();
        var done = new TaskCompletionSource();
        var reader = new MeshReader(new CutStream(pipe.Reader.AsStream(), piece), number =>
        {
            told.Add(number);
            if (told.Count == sizes.Length)
            {
                done.SetResult();
            }
        });
        var reading = reader.RunAsync();
        var payloads = sizes.Select(size =>
        {
            var payload = new byte[size];
            random.NextBytes(payload);
            return payload;
        }).ToList();

        foreach (var (number, payload) in payloads.Index())
        {
            writer.Send(number + 1000, payload);
        }

        await done.Task.WaitAsync(cancellationToken);
        await pipe.Writer.CompleteAsync();
        await reading;
        Assert.That(told, Is.EqualTo(Enumerable.Range(1000, sizes.Length)));
        Assert.That(reader.Received, Is.EqualTo(sizes.Sum()));
        Assert.That(written.Bytes.ToArray(), Is.EqualTo(payloads.Index().SelectMany(p => Frame(p.Index + 1000, p.Item)).ToArray()), "the payloads themselves are on the wire");
    }

    private static IEnumerable<byte> Frame(long number, byte[] payload) => [.. BitConverter.GetBytes(payload.Length), .. BitConverter.GetBytes(number), .. payload];
}
