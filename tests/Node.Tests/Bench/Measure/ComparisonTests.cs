using Tidings.Node.Bench;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Measure;
using Tidings.Node.Bench.Reports;

namespace Tidings.Node.Tests.Bench.Measure;

public sealed class ComparisonTests
{
    [Test]
    public void Quartiles_are_interpolated()
    {
        Assert.That(Quartiles.Of([4, 1, 3, 2]), Is.EqualTo(new Quartiles(1.75, 2.5, 3.25)));
        Assert.That(Quartiles.Of([7]), Is.EqualTo(new Quartiles(7, 7, 7)));
        Assert.Throws<ArgumentException>(() => Quartiles.Of([]));
    }

    [Test]
    public void A_ratio_is_the_median_of_the_pairs_and_not_the_ratio_of_the_medians()
    {
        var comparison = Of(ours: [10, 40, 90], limits: [100, 200, 100]);

        Assert.That(comparison.Ratio(phase => phase.DeliveriesPerSecond).Median, Is.EqualTo(0.2).Within(1e-9));
    }

    [TestCase(1000, false)]
    [TestCase(1400, true)]
    public void A_row_is_void_when_the_mesh_is_below_three_quarters_of_what_TLS_copies(double tls, bool isVoid)
    {
        // 12,208 deliveries of 64 KiB in a second are 800 MB/s.
        var row = new RowResult(RowSpec.Of(64 << 10), Of([6000], [12_208]), tls, new Verification(1, []), null);

        Assert.That(row.IsVoid, Is.EqualTo(isVoid));
        Assert.That(row.MeshShare, Is.EqualTo(800 / tls).Within(0.001));
    }

    [Test]
    public void A_row_for_scripts_has_the_figures_of_both_and_their_ratio()
    {
        var row = new RowResult(RowSpec.Of(64 << 10), Of([3000, 3000], [6000, 12_000]), 1000, new Verification(8, ["node 1: artifact 3 has other bytes"]), null);

        var json = RowJson.Of(Options, row, null);

        Assert.That((double)json["ratio"]!["median"]!, Is.EqualTo(0.375));
        Assert.That((double)json["ratio"]!["q1"]!, Is.EqualTo(0.3125));
        Assert.That((double)json["mesh"]!["deliveries_per_s"]!["median"]!, Is.EqualTo(9000));
        Assert.That((double)json["tidings"]!["payload_MBps"]!["median"]!, Is.EqualTo(196.608));
        Assert.That((double)json["tidings"]!["cpu_us_per_delivery"]!, Is.EqualTo(1e6 / 3000).Within(1e-6));
        Assert.That((double)json["tidings"]!["wire_over_payload"]!, Is.EqualTo(2));
        Assert.That((double)json["tidings"]!["copies_per_delivery"]!, Is.EqualTo(1));
        Assert.That((bool)json["void"]!, Is.True, "the mesh made 590 of 1000 MB/s");
        Assert.That(json["wrong"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(row.IsVerified, Is.False);
    }

    [Test]
    public void Single_artifacts_are_compared_by_the_time_until_they_are_everywhere()
    {
        var row = new RowResult(RowSpec.Single(1 << 10), Of([100], [100], oursMs: 3, limitMs: 1), null, new Verification(1, []), null);

        Assert.That(row.Ratio!.Median, Is.EqualTo(3).Within(0.1));
        Assert.That((string)RowJson.Of(Options, row, null)["figure"]!, Is.EqualTo("latency"));
    }

    private static BenchOptions Options { get; } = new()
    {
        Name = "broadcast",
        Nodes = 8,
        Publishers = 8,
        Rows = [],
        Lanes = 4,
        Rounds = 1,
        Phase = TimeSpan.FromSeconds(1),
        Warmup = TimeSpan.Zero,
        Only = null,
        Json = true,
    };

    private static Comparison Of(long[] ours, long[] limits, double oursMs = 1, double limitMs = 1)
    {
        var comparison = new Comparison(TimeProvider.System, largeObjects: null);
        foreach (var (mine, limit) in ours.Zip(limits))
        {
            comparison.Add(Phase(mine, oursMs), Phase(limit, limitMs));
        }

        return comparison;
    }

    // A second of it.
    private static PhaseFigures Phase(long deliveries, double completionMs)
    {
        var completion = new LatencyHistogram();
        completion.Add(TimeSpan.FromMilliseconds(completionMs));
        const int size = 64 << 10;
        return new PhaseFigures(deliveries, size, 1, new LatencyHistogram(), completion, 1, new SubjectCounters(2 * deliveries * size, deliveries * size), 0, 0);
    }
}
