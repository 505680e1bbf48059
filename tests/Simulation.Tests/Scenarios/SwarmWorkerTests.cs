using Tidings.Simulation.Scenarios.Searching;

namespace Simulation.Tests.Scenarios;

/// <summary>Seeds in a row, with everything on.</summary>
public sealed class SwarmWorkerTests
{
    [Test]
    public void Seeds_pass_and_each_says_what_really_went_wrong()
    {
        var outcomes = SwarmWorker.Play([1, 2, 4, 5]).ToList();
        Assert.That(outcomes.Select(outcome => outcome.Result.Failure), Is.All.Null);
        Assert.That(outcomes.Select(outcome => outcome.Result.Deliveries), Is.All.GreaterThan(20));
        Assert.That(outcomes.SelectMany(outcome => outcome.Result.Fired.Keys).Distinct().Count(), Is.GreaterThan(5));
        Assert.That(outcomes.SelectMany(outcome => outcome.Result.Fired.Values), Is.All.Positive);
    }
}
