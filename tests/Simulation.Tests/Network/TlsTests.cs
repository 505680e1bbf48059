using Tidings.Simulation;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Network;

namespace Simulation.Tests.Network;

/// <summary>Real TLS on simulated streams. Signatures differ in length from run to run; nothing that is seen may depend on it.</summary>
public sealed class TlsTests
{
    private static readonly LinkOptions Rough = new()
    {
        LatencyMin = TimeSpan.FromMilliseconds(5),
        LatencyMax = TimeSpan.FromMilliseconds(40),
        JitterMean = TimeSpan.FromMilliseconds(5),
        LossRate = 0.02,
        BytesPerSecondMax = 500_000,
        CorruptionRate = 0.02,
        SegmentBytesMax = 100,
    };

    [Test]
    public void A_seed_is_one_history_with_tls_too([Range(1, 2)] int seed)
    {
        var histories = Enumerable.Range(0, 3).Select(_ => HistoryOf(seed)).ToList();
        Assert.That(histories, Is.All.EqualTo(histories[0]));
    }

    [Test]
    public void Bits_that_flip_on_the_way_end_streams_and_are_nobodys_fault([Range(1, 2)] int seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 3, Kinds.Memo.Register, new SimulationOptions { Tls = true });
        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(10));
        foreach (var link in net.Fabric.Links)
        {
            link.Options = new LinkOptions { CorruptionRate = 0.1 };
        }

        var id = net.Publish(0, new string('f', 1_000_000));
        net.RunFor(TimeSpan.FromSeconds(10));
        Assert.That(net.Faults[FaultKind.Corruption], Is.GreaterThan(0));
        Assert.That(net.Nodes.SelectMany(static node => node.Node.Peers).Select(static peer => peer.Score).Distinct().Count(), Is.EqualTo(1));
        net.Heal();
        net.RunUntil(() => net.IsEverywhere(id) && net.IsFullMesh(), TimeSpan.FromSeconds(60));
    }

    [Test]
    public void Without_tls_nobody_would_notice_a_flipped_bit()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Kinds.Memo.Register);
        Assert.That(() => net.Link(0, 1).Options = Rough, Throws.InvalidOperationException);
    }

    private static string HistoryOf(long seed)
    {
        using var net = SimulatedNetwork.Create(seed, nodes: 3, Kinds.Memo.Register, new SimulationOptions { Tls = true, Link = Rough });
        net[2].Sockets = new SocketOptions { ReadBytesMax = 1 };
        var id = net.Publish(0, new string('t', 300_000));
        net.RunFor(TimeSpan.FromSeconds(5));
        net[1].Crash();
        net.RunFor(TimeSpan.FromSeconds(1));
        net[1].Restart();
        net.Heal();
        net.RunFor(TimeSpan.FromSeconds(5));
        Assert.That(net.World.Races, Is.Zero);
        return $"{net.World.Steps} {net.History}";
    }
}
