using Tidings.Node.Bench.Load;

namespace Tidings.Node.Tests.Bench.Load;

public sealed class LatencyHistogramTests
{
    [Test]
    public void Percentiles_are_within_a_part_in_64_of_the_samples()
    {
        var random = new Random(17);
        var samples = Enumerable.Range(0, 20_000).Select(_ => Math.Pow(10, random.NextDouble() * 7) / 1000).Order().ToList();
        var histogram = new LatencyHistogram();
        samples.ForEach(ms => histogram.Add(TimeSpan.FromMilliseconds(ms)));

        Assert.That(histogram.Count, Is.EqualTo(samples.Count));
        foreach (var share in (double[])[0.01, 0.5, 0.9, 0.99, 1])
        {
            var exact = samples[(int)Math.Ceiling(share * samples.Count) - 1];
            Assert.That(histogram.Ms(share), Is.EqualTo(exact).Within((exact / 64) + 0.0001), $"at {share}");
        }
    }

    [Test]
    public void Nothing_has_no_latency() => Assert.That(new LatencyHistogram().Ms(0.5), Is.Zero);

    [Test]
    public void Two_are_one_with_the_samples_of_both()
    {
        var (one, other) = (new LatencyHistogram(), new LatencyHistogram());
        one.Add(TimeSpan.FromMilliseconds(1));
        other.Add(TimeSpan.FromMilliseconds(100));
        other.Add(TimeSpan.FromMilliseconds(100));

        one.Add(other);

        Assert.That(one.Count, Is.EqualTo(3));
        Assert.That(one.Ms(0.3), Is.EqualTo(1).Within(0.02));
        Assert.That(one.Ms(0.5), Is.EqualTo(100).Within(2));
    }
}
