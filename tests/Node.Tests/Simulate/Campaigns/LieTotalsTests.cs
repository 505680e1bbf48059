using Tidings.Node.Simulate.Campaigns;
using Tidings.Node.Simulate.Reports;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Tests.Simulate.Campaigns;

/// <summary>What a campaign of liars adds up to.</summary>
public sealed class LieTotalsTests
{
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(1);

    [Test]
    public void A_way_counts_its_runs_its_liars_its_lies_and_the_runs_that_failed()
    {
        var lies = new LieTotals(seed => new Scenario
        {
            Seed = seed,
            Nodes = 4,
            Artifacts = [],
            Faults = seed == 1 ? [Of(FaultKind.WrongBytes, 0), Of(FaultKind.WrongBytes, 2), Of(FaultKind.Replay, 2), Of(FaultKind.Crash, 1)] : [Of(FaultKind.WrongBytes, 3)],
        });
        var totals = new CampaignTotals { Lies = lies };

        totals.Add(new SeedOutcome(1, Results.Of(1) with { Fired = new SortedDictionary<FaultKind, long> { [FaultKind.WrongBytes] = 7, [FaultKind.Latency] = 9 } }, null));
        totals.Add(new SeedOutcome(2, Results.Failed(2), null));
        totals.Add(new SeedOutcome(3, null, "it broke"));

        Assert.That(lies.Ways, Is.EqualTo(new LieFigures[] { new(FaultKind.Replay, 1, 1, 0, 1, 0), new(FaultKind.WrongBytes, 3, 4, 7, 2, 2) }));
        Assert.That(
            ResultJson.Of(totals, Phase)["lies"]?["wrongBytes"]?.ToJsonString(),
            Is.EqualTo("""{"runs":3,"liars":4,"told":7,"silent_runs":2,"failures":2}"""));
    }

    private static PlannedFault Of(FaultKind kind, int node) => new(kind, TimeSpan.Zero, Phase, [node], 1);
}
