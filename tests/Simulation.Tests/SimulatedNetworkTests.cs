using Simulation.Tests.Kinds;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Simulation;
using Tidings.Simulation.Cuts;

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
    public void Of_two_relays_one_says_by_a_short_mark_what_it_has()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 4, Memo.Register);
        var (adverts, marks) = (0, 0);
        foreach (var node in net.Nodes.Skip(1))
        {
            node.Rewire(graph => graph.Before(Stages.Send).Tap(message =>
            {
                adverts += message.Message is SlotsMessage slots ? slots.Updates.Count + slots.Shorts.Count : 0;
                marks += message.Message is HeldMessage held ? held.Shorts.Count : 0;
            }));
        }

        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(10));
        var id = net.Publish(0, "tiny");
        net.RunFor(TimeSpan.FromSeconds(5));
        Assert.That(net.IsEverywhere(id), Is.True);
        Assert.That(adverts, Is.Zero, "the maker has it, and so have its neighbours");
        Assert.That(marks, Is.EqualTo(3), "each of three pairs");
    }

    [Test]
    public void A_seed_takes_the_same_steps_again_and_another_seed_others()
    {
        var steps = StepsOf(1);
        Assert.That(StepsOf(1), Is.EqualTo(steps));
        Assert.That(Enumerable.Range(2, 4).Select(static seed => StepsOf(seed)), Has.Some.Not.EqualTo(steps), "a number may be the same by chance");
    }

    private static long StepsOf(long seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 4, Memo.Register);
        net.RunFor(TimeSpan.FromSeconds(3));
        Assert.That(net.World.Races, Is.Zero);
        return net.World.Steps;
    }
}
