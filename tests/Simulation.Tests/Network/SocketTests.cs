using Tidings.Simulation;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Network;

namespace Simulation.Tests.Network;

/// <summary>Machines that handle the bytes of their streams in an unusual way.</summary>
public sealed class SocketTests
{
    [Test]
    public void Bytes_that_come_and_are_read_in_small_pieces_make_the_same_artifact([Range(1, 5)] int seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 2, Kinds.Memo.Register, new SimulationOptions { Link = new LinkOptions { SegmentBytesMax = 1 } });
        net[1].Sockets = new SocketOptions { ReadBytesMax = 3 };
        var id = net.Publish(0, new string('p', 5000));
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(10));
        Assert.That(net.Faults[FaultKind.CutAtByte], Is.GreaterThan(1000));
    }

    [Test]
    public void A_slow_reader_gets_everything_in_its_own_time_and_delays_nobody_else([Range(1, 3)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 3);
        net[2].Sockets = new SocketOptions { ReadBytesPerSecondMax = 10 << 10 };
        var id = net.Publish(0, new string('r', 100_000));
        net.RunUntil(() => net[1].Pool<Kinds.Memo>().Contains(id), TimeSpan.FromSeconds(1));
        net.RunFor(TimeSpan.FromSeconds(3));
        Assert.That(net.IsEverywhere(id), Is.False);
        Assert.That(net.Faults[FaultKind.SlowReader], Is.GreaterThan(0));
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(60));
    }

    [Test]
    public void Who_never_reads_gets_nothing_until_it_is_healed([Range(1, 3)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 3);
        net[2].Sockets = new SocketOptions { ReadBytesPerSecondMax = 0 };
        var id = net.Publish(0, "n");
        net.RunFor(TimeSpan.FromSeconds(20));
        Assert.That(net.Nodes.Select(node => node.Pool<Kinds.Memo>().Contains(id)), Is.EqualTo(new[] { true, true, false }));
        net.Heal();
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(40));
    }

    [Test]
    public void Who_writes_byte_by_byte_is_heard_slowly([Range(1, 3)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        net[0].Sockets = new SocketOptions { WriteBytesPerSecondMax = 20 };
        var id = net.Publish(0, new string('w', 100));
        net.RunFor(TimeSpan.FromSeconds(3));
        Assert.That(net.IsEverywhere(id), Is.False);
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(120));
        Assert.That(net.Faults[FaultKind.SlowDrip], Is.GreaterThan(100));
    }

    [Test]
    public void A_frame_whose_length_is_a_lie_ends_its_lanes_and_is_blamed_on_its_sender([Range(1, 3)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 3);
        net[1].SendRaw(0, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        net.RunFor(TimeSpan.FromSeconds(1));
        var scores = net[0].Node.Peers.ToDictionary(static peer => peer.Id, static peer => peer.Score);
        Assert.That(scores[net[1].Id], Is.Not.EqualTo(scores[net[2].Id]));
        Assert.That(net[1].IsHonest, Is.False);
        Assert.That(net.Faults[FaultKind.OversizeFrame], Is.EqualTo(1));
    }

    [Test]
    public void A_squeezed_way_takes_its_time()
    {
        using var net = Looking.Mesh(seed: 1, nodes: 2);
        net.Link(0, 1).Options = new LinkOptions { BytesPerSecondMax = 50_000 };
        var id = net.Publish(0, new string('q', 500_000));
        net.RunFor(TimeSpan.FromSeconds(9));
        Assert.That(net.IsEverywhere(id), Is.False);
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(30));
        Assert.That(net.Faults[FaultKind.Squeeze], Is.GreaterThan(0));
    }
}
