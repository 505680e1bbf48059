using Simulation.Tests.Kinds;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Simulation;

namespace Simulation.Tests.Determinism;

/// <summary>
/// Twenty nodes of two kinds, publications of one chunk and of several, crashes and restarts, by a test's own hand: one seed, one history. The tests of the
/// command play a scenario of that kind a hundred times, in several processes.
/// </summary>
public sealed class OneSeedOneHistoryTests
{
    private const int Nodes = 20;
    private const int Runs = 10;

    [Test]
    public void A_seed_has_the_same_history_every_time()
    {
        var histories = Enumerable.Range(0, Runs).Select(static _ => HistoryOf(7)).ToHashSet();
        Assert.That(histories, Has.Count.EqualTo(1));
    }

    [Test]
    public void Each_seed_has_a_history_of_its_own()
    {
        var histories = Enumerable.Range(1000, Runs).Select(static seed => HistoryOf(seed)).ToHashSet();
        Assert.That(histories, Has.Count.EqualTo(Runs));
    }

    private static string HistoryOf(long seed)
    {
        var options = new SimulationOptions();
        options.Configuration["Topology"] = "regular:4";
        options.Configuration["Sessions:Lanes"] = "2";
        using var net = SimulatedNetwork.Create(seed, Nodes, Register, options);
        net.RunFor(TimeSpan.FromMilliseconds(200));
        net.Run(() => net[0].Broadcaster<Memo>().PublishAsync(new Memo(new string('a', 600_000))));
        net.Run(() => net[1].Broadcaster<Tag>().PublishAsync(new Tag("b")));
        net[2].Crash();
        net[3].Crash();
        net.RunFor(TimeSpan.FromMilliseconds(100));
        net[2].Restart();
        net[3].Restart(Tidings.Simulation.Nodes.RestartPools.Kept);
        net.RunUntil(() => net.Nodes.All(static node => node.Pool<Memo>().Count == 1 && node.Pool<Tag>().Count == 1), TimeSpan.FromSeconds(20));
        Assert.That(net.Escapes, Is.Zero);
        return net.History;
    }

    private static void Register(ITidingsBuilder node)
    {
        Memo.Register(node);
        Tag.Register(node);
    }
}
