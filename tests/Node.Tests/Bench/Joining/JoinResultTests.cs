using Tidings.Node.Bench;
using Tidings.Node.Bench.Joining;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Tests.Bench.Joining;

public sealed class JoinResultTests
{
    private static readonly JoinRound Round = new(Phase(8000, seconds: 2), Nodes: 8, new CatchUp(Phase(1000, 0.5), 0.1, Copies: 1, Others: 0), OthersBefore: 2000, new CatchUp(Phase(1000, 2.5), 0.2, Copies: 1.25, Others: 1700));

    [Test]
    public void A_joiner_is_compared_with_all_deliveries_of_the_row_and_under_load_with_those_of_one_node()
    {
        Assert.That(Round.IdleShare, Is.EqualTo(0.5).Within(1e-9), "2000 a second of 4000");
        Assert.That(Round.LoadedShare, Is.EqualTo(0.8).Within(1e-9), "400 a second of 500");
        Assert.That(Round.OthersKept, Is.EqualTo(0.85).Within(1e-9));
    }

    [Test]
    public void A_line_for_scripts_has_the_medians_of_the_rounds()
    {
        var result = new JoinResult(new RowSpec(1 << 10, 256), 1000, [Round, Round with { OthersBefore = 1700 }], new Verification(12, ["node 8: wrong"]));

        var json = JoinReport.Json(Options, result);

        Assert.That((string)json["bench"]!, Is.EqualTo("late-joiner"));
        Assert.That((int)json["count"]!, Is.EqualTo(1000));
        Assert.That((double)json["idle_over_live"]!["median"]!, Is.EqualTo(0.5).Within(1e-9));
        Assert.That((double)json["loaded_over_live_per_node"]!["median"]!, Is.EqualTo(0.8).Within(1e-9));
        Assert.That((double)json["others_kept"]!["median"]!, Is.EqualTo(0.925).Within(1e-9));
        Assert.That((double)json["idle"]!["artifacts_per_s"]!["median"]!, Is.EqualTo(2000).Within(1e-6));
        Assert.That((double)json["loaded"]!["connected_after_s"]!, Is.EqualTo(0.2));
        Assert.That((double)json["loaded"]!["copies_per_artifact"]!, Is.EqualTo(1.25));
        Assert.That(json["wrong"]!.AsArray(), Has.Count.EqualTo(1));
    }

    private static BenchOptions Options { get; } = new()
    {
        Name = "late-joiner",
        Nodes = 8,
        Publishers = 8,
        Rows = [],
        Lanes = 4,
        Rounds = 2,
        Phase = TimeSpan.FromSeconds(1),
        Warmup = TimeSpan.Zero,
        Only = null,
        Json = true,
    };

    private static PhaseFigures Phase(long deliveries, double seconds) =>
        new(deliveries, 1 << 10, seconds, new LatencyHistogram(), new LatencyHistogram(), 1, new SubjectCounters(2 * deliveries << 10, deliveries << 10), 0, 0);
}
