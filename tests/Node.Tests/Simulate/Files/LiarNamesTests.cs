using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Tests.Simulate.Files;

/// <summary>Which lies a seed plays, as docs/simulation.md says it.</summary>
public sealed class LiarNamesTests
{
    [Test]
    public void So_many_seeds_in_a_row_as_there_are_ways_play_each_alone([Values(1, 1783)] long first) =>
        Assert.That(
            Enumerable.Range(0, Misbehaviours.All.Count).Select(i => Ways(LiarNames.Draw(LiarNames.Each, first + i, null)).Single()),
            Is.EqualTo(Misbehaviours.All));

    [Test]
    public void A_hundred_seeds_play_one_mixture_in_networks_of_their_own()
    {
        var first = LiarNames.Draw(LiarNames.Mixes, 101, 20);
        var last = LiarNames.Draw(LiarNames.Mixes, 200, 20);
        var palette = Enumerable.Range(0, 18).SelectMany(new LieMix(2, 18).WaysOf).ToHashSet();

        Assert.That(Ways(first), Is.SubsetOf(palette));
        Assert.That(Ways(last), Is.SubsetOf(palette));
        Assert.That(last.Artifacts, Is.Not.EqualTo(first.Artifacts));
        Assert.That(Ways(LiarNames.Draw(LiarNames.Mixes, 201, 20)), Is.SubsetOf(Enumerable.Range(0, 18).SelectMany(new LieMix(3, 18).WaysOf)));
    }

    [Test]
    public void A_name_is_played_by_all_liars_of_so_many_nodes()
    {
        var scenario = LiarNames.Draw("neverReads", 5, 9);
        Assert.That(Ways(scenario), Is.EqualTo(new[] { FaultKind.NeverReads }));
        Assert.That(scenario.Nodes, Is.EqualTo(9));
    }

    private static IEnumerable<FaultKind> Ways(Scenario scenario) => scenario.Faults.Select(static fault => fault.Kind).Distinct();
}
