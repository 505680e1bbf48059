using Tidings.Simulation;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Network;

namespace Simulation.Tests.Network;

/// <summary>Ways that pass nothing.</summary>
public sealed class PartitionTests
{
    /// <summary>Silence is noticed after 6 s, looked for every half second, on a way of 10 ms.</summary>
    private static readonly TimeSpan NoticedWithin = TimeSpan.FromSeconds(6.6);

    [Test]
    public void A_partition_is_noticed_on_both_sides_and_mended_when_it_is_lifted([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 4);
        var partition = net.Partition([0, 1], [2, 3]);
        var id = net.Publish(0, "a");
        net.RunFor(NoticedWithin);
        Assert.That(net.Nodes.Select(node => net.Sessions(node.Index)), Is.All.EqualTo(1));
        Assert.That(net.Nodes.Select(node => node.Pool<Kinds.Memo>().Contains(id)), Is.EqualTo(new[] { true, true, false, false }));
        Assert.That(net.Faults[FaultKind.Partition], Is.EqualTo(8), "once for each way that mattered");
        partition.Dispose();
        net.RunUntil(() => net.IsEverywhere(id) && net.IsFullMesh(), TimeSpan.FromSeconds(10));
    }

    [Test]
    public void A_one_way_partition_leaves_no_half_alive_peer([Range(1, 5)] int seed, [Values(0, 1)] int from)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        net.PartitionOneWay([from], [1 - from]);
        net.RunFor(NoticedWithin);
        Assert.That((net.Sessions(0), net.Sessions(1)), Is.EqualTo((0, 0)));
        Assert.That(net.Faults[FaultKind.OneWayPartition], Is.EqualTo(1));
        net.Heal();
        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(40));
    }

    [Test]
    public void What_a_short_clog_held_back_arrives_on_the_same_streams([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        var dials = net.Link(0, 1).Dials + net.Link(1, 0).Dials;
        var clog = net.Link(0, 1).Block();
        var id = net.Publish(0, new string('c', 600_000));
        net.RunFor(TimeSpan.FromSeconds(3));
        Assert.That(net.IsEverywhere(id), Is.False);
        clog.Dispose();
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(5));
        Assert.That(net.Link(0, 1).Dials + net.Link(1, 0).Dials, Is.EqualTo(dials));
        Assert.That(net.Faults[FaultKind.Clog], Is.EqualTo(1));
    }

    [Test]
    public void A_link_with_two_blocks_passes_when_both_are_gone()
    {
        using var net = Looking.Mesh(seed: 1, nodes: 2);
        var (one, other) = (net.Link(0, 1).Block(), net.Partition([0], [1]));
        one.Dispose();
        Assert.That(net.Link(0, 1).IsBlocked, Is.True);
        other.Dispose();
        other.Dispose();
        Assert.That(net.Link(0, 1).IsBlocked, Is.False);
    }

    [Test]
    public void Flapping_makes_no_storm_of_dials([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        var before = Dials(net);
        net.Flap([0], [1], down: TimeSpan.FromSeconds(7), up: TimeSpan.FromSeconds(0.3), times: 10);
        net.RunFor(TimeSpan.FromSeconds(80));
        Assert.That(net.Faults[FaultKind.Flapping], Is.GreaterThanOrEqualTo(10));
        Assert.That(Dials(net) - before, Is.InRange(1, DialsIn(TimeSpan.FromSeconds(80))));
        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(40));
    }

    [Test]
    public void Streams_that_are_reset_again_and_again_make_no_storm_of_dials([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        var before = Dials(net);
        for (var i = 0; i < 200; i++)
        {
            net.RunFor(TimeSpan.FromSeconds(0.1));
            net.Link(0, 1).CutStreams(StreamCut.Reset);
        }

        Assert.That(Dials(net) - before, Is.InRange(2, DialsIn(TimeSpan.FromSeconds(20))));
        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(40));
    }

    [Test]
    public void After_links_stopped_one_by_one_and_were_released_in_another_order_everything_is_everywhere([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 5);
        net.Swizzle([0, 1, 2, 3, 4], over: TimeSpan.FromSeconds(20));
        net.RunFor(TimeSpan.FromSeconds(8));
        var id = net.Publish(0, "s");
        net.RunFor(TimeSpan.FromSeconds(12));
        Assert.That(net.Faults[FaultKind.Clog], Is.GreaterThan(0));
        Assert.That(net.Fabric.Links.Any(static link => link.IsBlocked), Is.False);
        net.RunUntil(() => net.IsEverywhere(id) && net.IsFullMesh(), TimeSpan.FromSeconds(40));
    }

    private static long Dials(SimulatedNetwork net) => net.Link(0, 1).Dials + net.Link(1, 0).Dials;

    /// <summary>Each of four lanes from either side, waits doubling from 0.1 s to 30 s, each at least half of what it is doubled to.</summary>
    private static int DialsIn(TimeSpan time) => 2 * 4 * (1 + (int)Math.Log2(time / TimeSpan.FromSeconds(0.1)) + (int)(time / TimeSpan.FromSeconds(15)));
}
