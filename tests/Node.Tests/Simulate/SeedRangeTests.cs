using Tidings.Node.Simulate;

namespace Tidings.Node.Tests.Simulate;

public sealed class SeedRangeTests
{
    [TestCase("7..7", 7, 7)]
    [TestCase("0..999999999", 0, 999_999_999)]
    [TestCase("9223372036854775806..9223372036854775806", long.MaxValue - 1, long.MaxValue - 1)]
    public void A_range_has_both_ends(string text, long first, long last)
    {
        Assert.That(SeedRange.TryParse(text, out var range), Is.True);
        Assert.That(range, Is.EqualTo(new SeedRange(first, last)));
        Assert.That(range.ToString(), Is.EqualTo(text));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("7")]
    [TestCase("2..1")]
    [TestCase("-1..1")]
    [TestCase("1..2..3")]
    [TestCase("1...2")]
    [TestCase("0..1000000000")]
    [TestCase("1..9223372036854775807")]
    public void What_is_no_range_is_none(string? text) => Assert.That(SeedRange.TryParse(text, out _), Is.False);
}
