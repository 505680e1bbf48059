using Tidings.Node.Bench;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Measure;
using Tidings.Node.Bench.Processes;

namespace Tidings.Node.Tests.Bench.Processes;

public sealed class ProcessesJobTests
{
    [Test]
    public void Of_a_rate_is_kept_what_is_left_of_the_ratio()
    {
        var (common, own) = (Row(256, ours: 300, limit: 1000), Row(256, ours: 120, limit: 500));

        Assert.That(ProcessesJob.Kept(common, own), Is.EqualTo(0.8).Within(1e-9));
    }

    [Test]
    public void Of_a_time_is_kept_by_how_much_its_multiple_did_not_grow()
    {
        var (common, own) = (Row(1, ours: 1, limit: 1, oursMs: 8, limitMs: 2), Row(1, ours: 1, limit: 1, oursMs: 32, limitMs: 4));

        Assert.That(ProcessesJob.Kept(common, own), Is.EqualTo(0.5).Within(0.02));
    }

    private static RowResult Row(int window, long ours, long limit, double oursMs = 1, double limitMs = 1)
    {
        var phases = new Comparison(TimeProvider.System, largeObjects: null);
        phases.Add(Phase(ours, oursMs), Phase(limit, limitMs));
        return new RowResult(new RowSpec(1 << 10, window), phases, null, new Verification(1, []), null);
    }

    private static PhaseFigures Phase(long deliveries, double ms)
    {
        var completion = new LatencyHistogram();
        completion.Add(TimeSpan.FromMilliseconds(ms));
        return new PhaseFigures(deliveries, 1 << 10, 1, new LatencyHistogram(), completion, 1, default, 0, 0);
    }
}
