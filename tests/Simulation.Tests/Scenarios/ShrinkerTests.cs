using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Drawing;
using Tidings.Simulation.Scenarios.Searching;

namespace Simulation.Tests.Scenarios;

/// <summary>A failing scenario becomes small.</summary>
public sealed class ShrinkerTests
{
    private static readonly ScenarioFailure Failure = new("planted", "planted", TimeSpan.Zero);

    [Test]
    public void What_the_failure_does_not_need_goes()
    {
        var scenario = Drawn();
        var smallest = Shrinker.Shrink(scenario, Failure, Play);
        Assert.That(smallest.Faults.Select(fault => fault.Kind), Is.EqualTo(new[] { FaultKind.Pause }));
        Assert.That(smallest.Artifacts, Has.Count.EqualTo(1));
        Assert.That(smallest.Configuration, Is.Empty);
        Assert.That(smallest.Nodes, Is.LessThanOrEqualTo(scenario.Nodes).And.GreaterThan(smallest.Faults[0].Nodes[0]));
        Assert.That(smallest.Seed, Is.EqualTo(scenario.Seed));
    }

    [Test]
    public void Runs_are_bounded_and_another_failure_does_not_count()
    {
        var runs = 0;
        var scenario = Drawn();
        var smallest = Shrinker.Shrink(scenario, Failure, Count, runsMax: 10);
        Assert.That(runs, Is.EqualTo(10));
        Assert.That(smallest, Is.SameAs(scenario));

        ScenarioResult Count(Scenario smaller)
        {
            runs++;
            return Result(smaller, new ScenarioFailure("another", "another", TimeSpan.Zero));
        }
    }

    [Test]
    public void Nodes_that_are_all_neighbours_are_a_full_mesh()
    {
        var sparse = Drawn() with { Nodes = 9, Topology = "regular:4", Faults = [], Configuration = new Dictionary<string, string>() };
        Assert.That(
            Smaller.Than(sparse).Where(smaller => smaller.Nodes < 9).Select(smaller => (smaller.Nodes, smaller.Topology)),
            Is.EqualTo(new[] { (2, "full"), (4, "full"), (8, "regular:4") }));
    }

    // Fails for as long as somebody is paused and anything is published.
    private static ScenarioResult Play(Scenario scenario) =>
        Result(scenario, scenario.Faults.Any(fault => fault.Kind == FaultKind.Pause) && scenario.Artifacts.Count > 0 ? Failure : null);

    private static Scenario Drawn() => Enumerable.Range(1, 100).Select(seed => ScenarioDraw.Of(seed))
        .First(scenario => scenario.Faults.Count > 5 && scenario.Configuration.Count > 3 && Play(scenario).Failure is not null);

    private static ScenarioResult Result(Scenario scenario, ScenarioFailure? failure) => new()
    {
        Seed = scenario.Seed,
        Failure = failure,
        Hash = string.Empty,
        Steps = 0,
        VirtualTime = TimeSpan.Zero,
        Deliveries = 0,
        Latencies = [],
        Messages = 0,
        WireBytes = 0,
        Copies = 0,
        Nodes = [],
        Fired = new Dictionary<FaultKind, long>(),
    };
}
