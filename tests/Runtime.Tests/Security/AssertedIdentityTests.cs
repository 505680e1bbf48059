using Tidings.Blocks.Peers;
using Tidings.Contract;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;
using Tidings.Runtime.Transport.InMemory;

namespace Tidings.Runtime.Tests.Security;

public class AssertedIdentityTests
{
    private static readonly NodeId A = Ids.Of(1), B = Ids.Of(2), C = Ids.Of(3);

    [Test]
    public void Both_sides_learn_who_the_other_says_to_be_without_leaving_the_scheduler([Range(1, 10)] int seed)
    {
        var world = new VirtualWorld(seed);
        var (accepted, dialled) = Run(world, accepting: A, dialling: B, expected: A, static _ => true);
        Assert.That((accepted.Peer, dialled.Peer), Is.EqualTo(((NodeId?)B, (NodeId?)A)));
        Assert.That(world.Escapes, Is.Zero);
    }

    [Test]
    public void The_checks_are_those_of_TLS()
    {
        Assert.That(Run(new VirtualWorld(), A, B, A, id => id != B).Accepted.Refusal, Is.EqualTo(HandshakeRefusal.NotAMember));
        Assert.That(Run(new VirtualWorld(), A, B, C, static _ => true).Dialled.Refusal, Is.EqualTo(HandshakeRefusal.NotTheExpectedNode));
        Assert.That(Run(new VirtualWorld(), A, A, A, static _ => true).Accepted.Refusal, Is.EqualTo(HandshakeRefusal.OurOwnKey));
    }

    [Test]
    public void A_silent_side_is_refused_at_the_deadline()
    {
        var world = new VirtualWorld();
        var (ours, _) = Pair();
        var result = world.Run(() => new AssertedIdentity(A, static _ => true, new HandshakeOptions(), world.Time).AcceptAsync(ours, CancellationToken.None).AsTask());
        Assert.That(result.Refusal, Is.EqualTo(HandshakeRefusal.Timeout));
        Assert.That(world.Now, Is.EqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(world.Escapes, Is.Zero);
    }

    [Test]
    public void Before_READY_the_byte_limit_holds()
    {
        var world = new VirtualWorld();
        var (accepted, dialled) = Run(world, A, B, A, static _ => true);
        world.Run(async () => await dialled.Channel!.Stream.WriteAsync(new byte[20_000]));
        Assert.That(
            () => world.Run(async () => await accepted.Channel!.Stream.ReadExactlyAsync(new byte[20_000])),
            Throws.InstanceOf<IOException>());
        Assert.That(accepted.Channel!.Tripped, Is.EqualTo(HandshakeRefusal.TooManyBytes));
    }

    private static (InMemoryConnection, InMemoryConnection) Pair() =>
        InMemoryConnection.CreatePair(new NodeAddress("a", 1), new NodeAddress("b", 2), 64 * 1024);

    private static (HandshakeResult Accepted, HandshakeResult Dialled) Run(
        VirtualWorld world, NodeId accepting, NodeId dialling, NodeId expected, Func<NodeId, bool> isMember)
    {
        var (ours, theirs) = Pair();
        var options = new HandshakeOptions();
        return world.Run(async () =>
        {
            var accept = new AssertedIdentity(accepting, isMember, options, world.Time).AcceptAsync(ours, CancellationToken.None).AsTask();
            var dial = new AssertedIdentity(dialling, isMember, options, world.Time).DialAsync(theirs, expected, CancellationToken.None).AsTask();
            return (await accept, await dial);
        });
    }
}
