using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Drawing;
using Tidings.Simulation.Scenarios.Kinds;

namespace Simulation.Tests.Scenarios;

/// <summary>What seeds draw.</summary>
public sealed class ScenarioDrawTests
{
    private const int Seeds = 400;

    private static IEnumerable<Scenario> Drawn => Enumerable.Range(1, Seeds).Select(static seed => ScenarioDraw.Of(seed));

    [Test]
    public void A_seed_draws_one_scenario()
    {
        var (one, again, other) = (ScenarioDraw.Of(7), ScenarioDraw.Of(7), ScenarioDraw.Of(8));
        Assert.That(again.Artifacts, Is.EqualTo(one.Artifacts));
        Assert.That(again.Configuration, Is.EqualTo(one.Configuration));
        Assert.That(again.Faults.Select(Text), Is.EqualTo(one.Faults.Select(Text)));
        Assert.That(other.Artifacts, Is.Not.EqualTo(one.Artifacts));
    }

    [Test]
    public void Every_scenario_is_within_its_bounds()
    {
        foreach (var scenario in Drawn)
        {
            Assert.That(scenario.Nodes, Is.InRange(4, 16));
            Assert.That(scenario.Artifacts, Has.Count.EqualTo(20));
            Assert.That(scenario.Artifacts.Count(artifact => artifact.Kind == Blob.Kind && artifact.Bytes > 2 * Blob.ChunkBytes), Is.EqualTo(3));
            Assert.That(scenario.Artifacts.Select(artifact => artifact.At), Is.Ordered.And.All.LessThan(scenario.FaultPhase));
            Assert.That(scenario.Faults.SelectMany(fault => fault.Nodes), Is.All.InRange(0, scenario.Nodes - 1));
            Assert.That(scenario.Faults.Select(fault => fault.From + fault.For), Is.All.LessThanOrEqualTo(scenario.FaultPhase));
            Assert.That(scenario.Tls, Is.EqualTo(scenario.Seed % 20 == 0));
        }
    }

    [Test]
    public void Two_nodes_at_least_are_honest_and_the_honest_publish()
    {
        var liars = FaultRange.All.Where(range => range.Scope == FaultScope.Liar).Select(range => range.Kind).ToHashSet();
        foreach (var scenario in Drawn)
        {
            var lying = scenario.Faults.Where(fault => liars.Contains(fault.Kind)).SelectMany(fault => fault.Nodes).ToHashSet();
            Assert.That(lying, Has.Count.LessThanOrEqualTo(scenario.Nodes - 2));
            Assert.That(scenario.Artifacts.Select(artifact => artifact.Node), Has.None.Matches<int>(lying.Contains));
        }
    }

    [Test]
    public void Every_kind_of_fault_is_drawn_about_as_often_as_it_should_be()
    {
        var scenarios = Drawn.ToList();
        foreach (var kind in FaultRange.All.Select(range => range.Kind))
        {
            var share = scenarios.Count(scenario => scenario.Faults.Any(fault => fault.Kind == kind)) / (double)Seeds;
            Assert.That(share, kind == FaultKind.Corruption ? Is.InRange(0.002, 0.05) : Is.EqualTo(0.25).Within(0.08), kind.ToString());
        }
    }

    private static string Text(PlannedFault fault) => $"{fault.Kind} {fault.From} {fault.For} {string.Join(',', fault.Nodes)} {fault.Amount}";
}
