using Tidings.Runtime.Peers;
using Tidings.Simulation;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Network;

namespace Simulation.Tests.Network;

/// <summary>Streams that end where nobody expects it.</summary>
public sealed class StreamCutTests
{
    [Test]
    public void A_stream_that_is_cut_at_any_byte_of_the_handshake_is_made_again([Values] StreamCut how, [Values(1, 2, 7, 40, 80, 200, 400)] int afterBytes, [Values(0, 1)] int from)
    {
        using var net = SimulatedNetwork.Create(afterBytes, nodes: 2, Kinds.Memo.Register);
        net.Link(from, 1 - from).CutNextStream(how, afterBytes);
        net.RunUntil(() => net.Faults[FaultKind.Reset] + net.Faults[FaultKind.HalfOpen] == 1, TimeSpan.FromSeconds(15));
        var id = net.Publish(0, "a");
        net.RunUntil(() => net.IsFullMesh() && net.IsEverywhere(id), TimeSpan.FromSeconds(20));
    }

    [Test]
    public void A_download_that_is_cut_in_the_middle_comes_to_its_end([Values] StreamCut how, [Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        net.Link(0, 1).CutStreams(how, afterBytes: 20_000 + (seed * 10_007));
        var id = net.Publish(0, new string('d', 1_000_000));
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(30));
        Assert.That(net.Faults[FaultKind.Reset] + net.Faults[FaultKind.HalfOpen], Is.GreaterThan(0));
        Assert.That(net[1].Node.Peers.Single().Score, Is.EqualTo(net[0].Node.Peers.Single().Score), "an accident is nobody's fault");
    }

    [Test]
    public void A_half_open_stream_is_given_up_within_fifteen_seconds([Range(1, 5)] int seed)
    {
        using var net = Looking.Mesh(seed, nodes: 2);
        var dials = net.Link(0, 1).Dials + net.Link(1, 0).Dials;
        net.Link(0, 1).CutStreams(StreamCut.Silence);
        net.RunFor(TimeSpan.FromSeconds(6));
        net.RunUntil(() => net.Link(0, 1).Dials + net.Link(1, 0).Dials > dials && net.IsFullMesh(), TimeSpan.FromSeconds(9));
        var id = net.Publish(0, "a");
        net.RunUntil(() => net.IsEverywhere(id), TimeSpan.FromSeconds(1));
    }

    [Test]
    public void What_was_written_before_the_end_of_a_stream_arrives()
    {
        using var net = Looking.Mesh(seed: 1, nodes: 2);
        var reasons = new HashSet<DisconnectReason?>();
        net.Run(async () =>
        {
            await net[0].StopAsync();
            reasons.Add(net[1].Node.Peers.Single().LastEnd);
        });
        Assert.That(reasons, Is.EqualTo(new DisconnectReason?[] { DisconnectReason.Stopping }));
    }
}
