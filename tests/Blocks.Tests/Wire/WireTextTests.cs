using System.Text;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire;

[TestFixture]
public sealed class WireTextTests
{
    [TestCase("plain", 256, "plain")]
    [TestCase("two\r\nlines\u0007", 256, "two  lines ")]
    [TestCase("ééé", 5, "éé")]
    [TestCase("a😀b", 4, "a")]
    [TestCase("a😀b", 5, "a😀")]
    public void A_text_is_cut_to_what_a_frame_takes(string text, int bytesMax, string expected) =>
        Assert.That(WireText.Fit(text, bytesMax), Is.EqualTo(expected));

    [Test]
    public void What_was_cut_is_read_on_the_other_side()
    {
        var codec = new ProtobufWireCodec([]);
        var goodbye = new GoodbyeMessage(1, WireText.Fit(string.Concat(Enumerable.Repeat("ünknown\n", 100)), WireLimits.ReasonBytesMax));
        Assert.That(codec.TryRead(FrameType.Goodbye, Bodies.Write(codec, goodbye), out var read, out var error), Is.True, error.ToString());
        Assert.That(Encoding.UTF8.GetByteCount(((GoodbyeMessage)read!).Reason), Is.InRange(250, WireLimits.ReasonBytesMax));
    }
}
