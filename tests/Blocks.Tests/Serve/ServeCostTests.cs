using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Serve;

public sealed class ServeCostTests
{
    [TestCase("file", 0, 256 << 10)]
    [TestCase("a-kind-with-a-long-name-of-which-every-byte-is-on-the-wire", 1, 1024)]
    [TestCase("file", 100 << 20, 256 << 10)]
    [TestCase("file", 1 << 30, 1024)]
    public void An_answer_is_never_larger_than_its_estimate_and_not_much_smaller(string kind, long size, int chunkSize)
    {
        var cost = new ServeCost(kind);
        var content = new TestContent(size, chunkSize);
        var depth = 0;
        for (var count = content.ChunkCount; count > 1; count = (count + 1) / 2)
        {
            depth++;
        }

        var chunk = new ChunkMessage(kind, ulong.MaxValue, int.MaxValue, new Hash256[depth], content.Chunk(0));
        AssertCovers(cost.OfChunk(content, 0), chunk);
        AssertCovers(cost.OfEnds(100), new EndMessage(kind, Enumerable.Repeat(new RequestEnd(ulong.MaxValue, EndReason.Busy, 30_000), 100).ToList()));
        Assert.That(cost.EndsIn(cost.OfEnds(100)), Is.EqualTo(100));
    }

    private static void AssertCovers(int estimate, WireMessage message)
    {
        var codec = new ProtobufWireCodec([]);
        var written = FrameHeader.Length + codec.Measure(message);
        Assert.That(estimate, Is.GreaterThanOrEqualTo(written));
        Assert.That(estimate - written, Is.LessThan(100 + (written / 3)));
    }
}
