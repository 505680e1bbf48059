using Tidings.Simulation;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Nodes;

namespace Simulation.Tests.Nodes;

/// <summary>Machines that lose power, stand still, and whose clocks are wrong.</summary>
public sealed class MachineTests
{
    [Test]
    public void A_process_that_is_killed_is_missed_a_latency_later([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 3);
        net[0].Crash(CrashKind.Killed);
        net.RunFor(TimeSpan.FromMilliseconds(20));
        Assert.That((net.Sessions(1), net.Sessions(2)), Is.EqualTo((1, 1)));
    }

    [Test]
    public void What_a_process_sent_before_it_was_killed_arrives([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        net.RunFor(TimeSpan.FromSeconds(1));
        var id = net.Publish(0, "last words");
        net.RunFor(TimeSpan.FromMilliseconds(5));
        net[0].Crash();
        net.RunUntil(() => net[1].Pool<Kinds.Memo>().Contains(id), TimeSpan.FromSeconds(1));
    }

    [Test]
    public void A_machine_without_power_is_missed_when_it_has_been_silent_for_long([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 3);
        net[0].Crash(CrashKind.PowerLoss);
        net.RunFor(TimeSpan.FromSeconds(3));
        Assert.That((net.Sessions(1), net.Sessions(2)), Is.EqualTo((2, 2)));
        net.RunFor(TimeSpan.FromSeconds(3.6));
        Assert.That((net.Sessions(1), net.Sessions(2)), Is.EqualTo((1, 1)));
        Assert.That(net.Faults[FaultKind.HalfOpen], Is.GreaterThan(0));
        net[0].Restart();
        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(40));
    }

    [Test]
    public void A_machine_that_is_back_before_it_was_missed_resets_the_streams_that_it_forgot([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        net[0].Crash(CrashKind.PowerLoss);
        net.RunFor(TimeSpan.FromSeconds(1));
        net[0].Restart();
        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(5));
        var id = net.Publish(1, "b");
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(1));
    }

    [Test]
    public void A_short_pause_costs_nothing_but_time([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        var dials = net.Link(0, 1).Dials + net.Link(1, 0).Dials;
        net[1].Pause();
        var id = net.Publish(0, "a");
        net.RunFor(TimeSpan.FromSeconds(4));
        Assert.That(net[1].Pool<Kinds.Memo>().Contains(id), Is.False);
        net[1].Resume();
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(1));
        Assert.That(net.Link(0, 1).Dials + net.Link(1, 0).Dials, Is.EqualTo(dials));
    }

    [Test]
    public void After_a_long_pause_a_process_finds_its_way_back([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 3);
        net[1].Pause();
        var id = net.Publish(0, "a");
        net.RunFor(TimeSpan.FromSeconds(60));
        Assert.That((net.Sessions(0), net.Sessions(2)), Is.EqualTo((1, 1)));
        net.Heal();
        net.RunUntil(() => net.IsEverywhere(id) && net.IsFullMesh(), TimeSpan.FromSeconds(40));
    }

    [Test]
    public void Wrong_clocks_and_dates_that_jump_cost_no_session([Range(1, 5)] int seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 3, Kinds.Memo.Register);
        (net[0].ClockRate, net[1].ClockRate) = (1.01, 0.99);
        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(10));
        var dials = Dials(net);
        net[1].JumpDate(TimeSpan.FromHours(-1));
        net[2].JumpDate(TimeSpan.FromDays(3650));
        net.RunFor(TimeSpan.FromSeconds(30));
        var id = net.Publish(2, "a");
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(1));
        Assert.That(Dials(net), Is.EqualTo(dials));
        Assert.That(net.Faults[FaultKind.DateJump], Is.EqualTo(2));
    }

    private static long Dials(SimulatedNetwork net) => net.Fabric.Links.Sum(static link => link.Dials);
}
