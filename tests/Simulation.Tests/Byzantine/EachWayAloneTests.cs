using Tidings.Runtime.Peers;
using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Faults;

namespace Simulation.Tests.Byzantine;

/// <summary>One liar among four honest nodes: it lies, they all get everything, it is charged where it cannot have been an accident, and nobody else is.</summary>
public sealed class EachWayAloneTests
{
    private static readonly FaultKind[] s_all = [.. Misbehaviours.All];

    // What is no accident. The others cost preference alone: silence, delay, "busy", claims that nothing
    // disproves, and as much as the limits allow.
    private static readonly FaultKind[] s_charged =
    [
        FaultKind.FalseSize, FaultKind.WrongBytes, FaultKind.WrongChunk, FaultKind.OversizeFrame, FaultKind.SlotsOutOfRange, FaultKind.Replay,
    ];

    [Test]
    public void Honest_nodes_have_everything_and_blame_the_liar_alone([ValueSource(nameof(s_all))] object way, [Range(1, 3)] int seed)
    {
        var kind = (FaultKind)way;
        using var net = new LiarNet(seed, node => new Misbehaviours().Apply(node, kind, Amounts.Of(kind)));
        net.Play();

        Assert.That(net.Net.Faults[kind], Is.Positive, "It never lied.");
        Assert.That(net.WrongBlame(), Is.Empty);
        Assert.That(net.TheLiar.Any(LiarNet.IsCharged), Is.EqualTo(s_charged.Contains(kind)), string.Join('\n', net.TheLiar));
        Assert.That(net.Net.World.Races, Is.Zero);
    }

    [Test]
    public void Who_goes_on_with_what_is_no_accident_is_banned(
        [Values(FaultKind.WrongBytes, FaultKind.SlotsOutOfRange, FaultKind.OversizeFrame)] object way, [Range(1, 3)] int seed)
    {
        var kind = (FaultKind)way;
        using var net = new LiarNet(seed, node => new Misbehaviours().Apply(node, kind, Amounts.Of(kind)));
        net.Play();
        Assert.That(net.TheLiar.Select(peer => peer.State), Does.Contain(PeerState.Banned), string.Join('\n', net.TheLiar));
    }
}
