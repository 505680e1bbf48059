using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Simulation;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Nodes;

namespace Simulation.Tests.Nodes;

/// <summary>Processes that end and come back.</summary>
public sealed class RestartTests
{
    [Test]
    public void Who_was_killed_and_comes_back_with_nothing_gets_everything_from_its_peers([Range(1, 5)] int seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 3, Memo.Register);
        var id = Everywhere(net, "a");
        net[1].Crash();
        Assert.That(net[1].IsUp, Is.False);
        net.RunFor(TimeSpan.FromSeconds(1));
        net[1].Restart();
        Assert.That(net[1].Pool<Memo>().Count, Is.Zero);
        net.RunUntil(() => net[1].Pool<Memo>().Contains(id), TimeSpan.FromSeconds(10));
        Assert.That(net.Faults[FaultKind.RestartEmpty], Is.EqualTo(1));
    }

    [Test]
    public void Who_kept_its_pool_has_it_again_without_any_peer([Values] CrashKind kind)
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 3, Memo.Register);
        ArtifactId[] ids = [Everywhere(net, "a"), Everywhere(net, new string('b', 600_000))];
        net[0].Crash(kind);
        net.Partition([0], [1, 2]);
        net[0].Restart(RestartPools.Kept);
        net.RunFor(TimeSpan.FromSeconds(1));
        Assert.That(net[0].Pool<Memo>().Ids(), Is.EquivalentTo(ids));
        Assert.That(net.Faults[FaultKind.RestartKept], Is.EqualTo(1));
    }

    [Test]
    public void What_was_torn_is_not_in_the_pool_until_a_peer_sends_it([Range(1, 5)] int seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 2, Memo.Register);
        ArtifactId[] ids = [.. Enumerable.Range(0, 8).Select(number => Everywhere(net, $"{number}{new string('t', 1000)}"))];
        net[0].Crash();
        var partition = net.Partition([0], [1]);
        net[0].Restart(RestartPools.Torn);
        net.RunFor(TimeSpan.FromSeconds(1));
        Assert.That(net[0].Pool<Memo>().Ids(), Is.SubsetOf(ids));
        Assert.That(net[0].Pool<Memo>().Count, Is.LessThan(ids.Length));
        Assert.That(net.Faults[FaultKind.RestartTorn], Is.EqualTo(1));
        partition.Dispose();
        net.RunUntil(() => net[0].Pool<Memo>().Count == ids.Length, TimeSpan.FromSeconds(30));
    }

    [Test]
    public void Who_is_stopped_in_order_says_goodbye_and_can_come_back()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        var id = Everywhere(net, "a");
        net.Run(net[0].StopAsync);
        Assert.That(net[0].IsUp, Is.False);
        net[0].Restart(RestartPools.Kept);
        net.RunUntil(() => net[0].Pool<Memo>().Contains(id) && net.Sessions(1) == 1, TimeSpan.FromSeconds(10));
    }

    [Test]
    public void Misuse_is_refused_at_once()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        Assert.That(() => net[0].Crash(), Throws.InvalidOperationException);
        Assert.That(() => net[0].Restart(), Throws.InvalidOperationException);
        net.RunFor(TimeSpan.FromSeconds(1));
        Assert.That(() => net[0].Restart(), Throws.InvalidOperationException);
        net[0].Crash();
        Assert.That(() => net[0].Pause(), Throws.InvalidOperationException);
    }

    private static ArtifactId Everywhere(SimulatedNetwork net, string text)
    {
        var id = net.Run(() => net[0].Broadcaster<Memo>().PublishAsync(new Memo(text))).Id;
        net.RunUntil(() => net.Nodes.All(node => node.Pool<Memo>().Contains(id)), TimeSpan.FromSeconds(30));
        return id;
    }
}
