using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Simulation.Tests.Byzantine;

/// <summary>Up to all but two lie, in one way or in many: the honest have everything, and every invariant holds. Long campaigns are run from the command line.</summary>
public sealed class ByzantineDrawTests
{
    private static readonly FaultKind[] s_all = [.. Misbehaviours.All];

    [Test]
    public void Five_of_seven_lie_in_one_way([ValueSource(nameof(s_all))] object way) => Play(ByzantineDraw.Of(1, nodes: 7, (FaultKind)way));

    [Test]
    public void Nodes_lie_in_different_ways([Values(1, 2, 3, 4, 5, 1025)] int seed) => Play(ByzantineDraw.Of(seed, nodes: 7, alone: null));

    [Test]
    public void Many_of_twenty_lie_in_one_way() => Play(ByzantineDraw.Of(1, nodes: 20, FaultKind.WrongBytes));

    [Test]
    public void A_seed_draws_the_same_scenario_again_and_at_least_two_stay_honest()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var (one, again) = (ByzantineDraw.Of(seed, 7, null), ByzantineDraw.Of(seed, 7, null));
            Assert.That(again.Artifacts, Is.EqualTo(one.Artifacts));
            Assert.That(again.Faults.Select(fault => (fault.Kind, fault.Nodes[0])), Is.EqualTo(one.Faults.Select(fault => (fault.Kind, fault.Nodes[0]))));
            Assert.That(one.Faults.SelectMany(fault => fault.Nodes).Distinct().Count(), Is.InRange(1, 5));
        }
    }

    private static void Play(Scenario scenario)
    {
        var result = ScenarioRun.Run(scenario, net => Misbehaviours.Apply(net, scenario.Faults.Where(fault => fault.Kind == FaultKind.SlowReader)));
        Assert.That(result.Failure, Is.Null, $"seed {scenario.Seed}: {string.Join(", ", scenario.Faults)}");
        Assert.That(result.Deliveries, Is.Positive);
        Assert.That(result.Fired.Keys.Intersect(s_all), Is.SubsetOf(scenario.Faults.Select(fault => fault.Kind)).And.Not.Empty);
    }
}
