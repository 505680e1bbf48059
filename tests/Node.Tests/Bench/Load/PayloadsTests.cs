using System.Buffers;
using Tidings.Node.Bench.Load;
using Tidings.Node.Files;

namespace Tidings.Node.Tests.Bench.Load;

public sealed class PayloadsTests
{
    [TestCase(Payloads.SizeMin)]
    [TestCase(1 << 10)]
    [TestCase((64 << 10) + 1)]
    public void A_payload_is_a_file_of_the_asked_size_named_by_its_number(int size)
    {
        var payloads = new Payloads(size, places: 4);

        var bytes = payloads.Next(1234567);

        Assert.That(bytes.Length, Is.EqualTo(size));
        Assert.That(new FileCodec().TryDecode(new ReadOnlySequence<byte>(bytes), out var file), Is.True);
        Assert.That(Payloads.NumberOf(file!.Name), Is.EqualTo(1234567));
        var encoded = new ArrayBufferWriter<byte>();
        new FileCodec().Encode(Payloads.ArtifactOf(1234567, bytes), encoded);
        Assert.That(encoded.WrittenSpan.SequenceEqual(bytes.Span), Is.True, "the upper layer's view encodes to the same bytes");
    }

    [Test]
    public void The_bytes_of_a_number_can_be_made_again_when_its_place_has_another_one()
    {
        var payloads = new Payloads(20_000, places: 4);
        var first = payloads.Next(3).ToArray();
        payloads.Next(7);

        Assert.That(payloads.Again(3), Is.EqualTo(first));
    }

    [Test]
    public void No_block_of_4_KiB_is_in_two_payloads()
    {
        var payloads = new Payloads(64 << 10, places: 4);

        var blocks = Enumerable.Range(0, 12).SelectMany(number => payloads.Next(number).ToArray().Chunk(4096)).Select(Convert.ToHexString).ToList();

        Assert.That(blocks.Distinct().Count(), Is.EqualTo(blocks.Count));
        Assert.That(blocks.Select(block => block.Count(digit => digit == '0')), Has.All.LessThan(1000), "random bytes do not compress");
    }

    [TestCase("")]
    [TestCase("../etc")]
    public void Another_name_has_no_number(string name) => Assert.That(Payloads.NumberOf(name), Is.EqualTo(-1));
}
