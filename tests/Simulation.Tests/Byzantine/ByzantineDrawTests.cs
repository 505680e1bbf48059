using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Simulation.Tests.Byzantine;

/// <summary>Up to all but two lie, in one way or in many: the honest have everything, and every invariant holds. Long campaigns are run from the command line.</summary>
public sealed class ByzantineDrawTests
{
    private const int Seeds = 200;

    private static readonly FaultKind[] s_all = [.. Misbehaviours.All];

    [Test]
    public void Many_of_seven_lie_in_one_way([ValueSource(nameof(s_all))] object way, [Values(1, 2)] int seed) => Play(ByzantineDraw.Alone(seed, nodes: 7, (FaultKind)way));

    [Test]
    public void Nodes_lie_in_different_ways([Range(1, 12)] int mix) => Play(ByzantineDraw.Mixed(mix + 100, nodes: 7, mix));

    [Test]
    public void Many_of_twenty_lie([Values(1, 2, 3)] int mix) => Play(ByzantineDraw.Mixed(1, nodes: 20, mix));

    [Test]
    public void A_seed_draws_the_same_scenario_again()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (one, again) = (ByzantineDraw.Mixed(seed, 7, seed / 10), ByzantineDraw.Mixed(seed, 7, seed / 10));
            Assert.That((again.Topology, again.Link), Is.EqualTo((one.Topology, one.Link)));
            Assert.That(again.Artifacts, Is.EqualTo(one.Artifacts));
            Assert.That(again.Faults.Select(fault => (fault.Kind, fault.Nodes[0])), Is.EqualTo(one.Faults.Select(fault => (fault.Kind, fault.Nodes[0]))));
        }
    }

    [Test]
    public void At_least_two_are_honest_and_joined_by_honest_nodes([Values(4, 7, 20)] int nodes)
    {
        var counts = new SortedSet<int>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var scenario = ByzantineDraw.Alone(seed, nodes, FaultKind.WrongBytes);
            var liars = Liars(scenario);
            var map = new NeighbourMap(nodes, scenario.Topology);
            HashSet<int> reached = [Enumerable.Range(0, nodes).First(node => !liars.Contains(node))];
            while (reached.SelectMany(map.Of).FirstOrDefault(node => !liars.Contains(node) && !reached.Contains(node), -1) is >= 0 and var next)
            {
                reached.Add(next);
            }

            Assert.That(reached, Has.Count.EqualTo(nodes - liars.Count), $"seed {seed}");
            counts.Add(liars.Count);
        }

        Assert.That((counts.Min, counts.Max), Is.EqualTo((1, nodes - 2)));
    }

    [Test]
    public void A_mixture_is_the_same_in_all_its_runs_and_the_first_mixtures_have_all_ways()
    {
        HashSet<FaultKind> seen = [];
        for (var number = 1; number <= Seeds; number++)
        {
            var (few, many) = (new LieMix(number, 5), new LieMix(number, 18));
            for (var liar = 0; liar < 5; liar++)
            {
                Assert.That(few.WaysOf(liar), Is.EqualTo(many.WaysOf(liar)).And.Count.InRange(1, 2));
                seen.UnionWith(few.WaysOf(liar));
            }
        }

        Assert.That(seen, Is.EquivalentTo(s_all));
    }

    private static HashSet<int> Liars(Scenario scenario) => [.. scenario.Faults.SelectMany(fault => fault.Nodes)];

    private static void Play(Scenario scenario)
    {
        var result = ScenarioRun.Run(scenario);
        Assert.That(result.Failure, Is.Null, $"seed {scenario.Seed}: {string.Join(", ", scenario.Faults)}");
        Assert.That(result.Deliveries, Is.Positive);
        Assert.That(result.Fired.Keys.Intersect(s_all), Is.SubsetOf(scenario.Faults.Select(fault => fault.Kind)).And.Not.Empty);
    }
}
