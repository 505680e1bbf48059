using Simulation.Tests.Kinds;
using Tidings.Simulation;

namespace Simulation.Tests;

/// <summary>The production registration in virtual time.</summary>
public sealed class SimulatedNetworkTests
{
    [Test]
    public void What_one_node_publishes_every_node_holds([Values("tiny", "large")] string size)
    {
        var text = new string('a', size == "tiny" ? 10 : 600_000);
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 5, Memo.Register);
        var id = net.Run(() => net[0].Broadcaster<Memo>().PublishAsync(new Memo(text))).Id;
        net.RunUntil(() => net.Nodes.All(node => node.Pool<Memo>().Contains(id)), TimeSpan.FromSeconds(30));
        using var lease = net[4].Pool<Memo>().Open(id);
        Assert.That(lease?.Artifact.Text, Is.EqualTo(text));
    }

    [Test]
    public void A_seed_takes_the_same_steps_again_and_another_seed_others()
    {
        var steps = StepsOf(1);
        Assert.That(StepsOf(1), Is.EqualTo(steps));
        Assert.That(StepsOf(2), Is.Not.EqualTo(steps));
    }

    private static long StepsOf(long seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 4, Memo.Register);
        net.RunFor(TimeSpan.FromSeconds(3));
        Assert.That(net.World.Races, Is.Zero);
        return net.World.Steps;
    }
}
