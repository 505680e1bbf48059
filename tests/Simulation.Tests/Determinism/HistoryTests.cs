using Simulation.Tests.Kinds;
using Tidings.Simulation;

namespace Simulation.Tests.Determinism;

/// <summary>One seed, one history.</summary>
public sealed class HistoryTests
{
    [Test]
    public void A_seed_has_one_history_and_another_seed_has_another()
    {
        var first = HistoryOf(1, "text");
        Assert.That(HistoryOf(1, "text"), Is.EqualTo(first));
        Assert.That(HistoryOf(2, "text"), Is.Not.EqualTo(first));
    }

    [Test]
    public void Another_content_is_another_history() => Assert.That(HistoryOf(1, "texT"), Is.Not.EqualTo(HistoryOf(1, "text")));

    private static string HistoryOf(long seed, string text)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 4, Memo.Register);
        var id = net.Run(() => net[0].Broadcaster<Memo>().PublishAsync(new Memo(text))).Id;
        net.RunUntil(() => net.Nodes.All(node => node.Pool<Memo>().Contains(id)), TimeSpan.FromSeconds(30));
        Assert.That(net.World.Races, Is.Zero);
        return net.History;
    }
}
