using Tidings.Node.Bench;

namespace Tidings.Node.Tests.Bench;

public sealed class RowSpecTests
{
    [TestCase("1KiB", 1024, 256)]
    [TestCase("64KiB", 65536, 64)]
    [TestCase("1MiB", 1048576, 16)]
    [TestCase("500B", 500, 256)]
    [TestCase("1MiB:1", 1048576, 1)]
    public void A_size_has_its_window_unless_one_is_given(string text, int size, int window)
    {
        Assert.That(RowSpec.TryParse(text, out var row), Is.True);
        Assert.That(row, Is.EqualTo(new RowSpec(size, window)));
        Assert.That(text, Does.StartWith(row!.SizeText()));
    }

    [TestCase("")]
    [TestCase("1024")]
    [TestCase("KiB")]
    [TestCase("-1KiB")]
    [TestCase("1B")]
    [TestCase("1000MiB")]
    [TestCase("9999999999KiB")]
    [TestCase("1KiB:0")]
    [TestCase("1KiB:1:1")]
    [TestCase("1KiB:x")]
    public void What_is_no_row_is_refused(string text) => Assert.That(RowSpec.TryParse(text, out _), Is.False);
}
