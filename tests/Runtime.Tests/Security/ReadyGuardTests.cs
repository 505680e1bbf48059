using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;
using Tidings.Runtime.Transport.InMemory;

namespace Tidings.Runtime.Tests.Security;

public class ReadyGuardTests
{
    private static readonly HandshakeOptions Options = new();

    [Test]
    public async Task Bytes_that_follow_READY_in_the_same_packet_do_not_trip_the_limit()
    {
        var (ours, theirs) = Pair();
        using var guard = new ReadyGuard(ours, Options, new ManualTime());
        await theirs.WriteAsync(new byte[Options.BytesBeforeReadyMax + 1000]);

        var buffer = new byte[64 * 1024];
        Assert.That(await guard.Stream.ReadAsync(buffer), Is.EqualTo(Options.BytesBeforeReadyMax));
        Assert.That(guard.TryReady(), Is.True);
        Assert.That(await guard.Stream.ReadAsync(buffer), Is.EqualTo(1000));
        Assert.That(guard.Tripped, Is.Null);
    }

    [Test]
    public async Task A_read_that_begins_at_the_limit_fails()
    {
        var (ours, theirs) = Pair();
        using var guard = new ReadyGuard(ours, Options, new ManualTime());
        await theirs.WriteAsync(new byte[Options.BytesBeforeReadyMax]);
        await guard.Stream.ReadExactlyAsync(new byte[Options.BytesBeforeReadyMax]);
        Assert.That(guard.Tripped, Is.Null, "exactly the limit is allowed");
        Assert.That(async () => await guard.Stream.ReadAsync(new byte[1]), Throws.TypeOf<ReadyLimitException>());
        Assert.That(guard.Tripped, Is.EqualTo(HandshakeRefusal.TooManyBytes));
    }

    [Test]
    public void READY_and_the_deadline_exclude_each_other()
    {
        var time = new ManualTime();
        using var early = new ReadyGuard(Pair().Item1, Options, time);
        using var late = new ReadyGuard(Pair().Item1, Options, time);
        Assert.That(early.TryReady(), Is.True);
        time.Advance(Options.Deadline);
        Assert.That((early.Tripped, early.Deadline.IsCancellationRequested), Is.EqualTo(((HandshakeRefusal?)null, false)));
        Assert.That((late.Tripped, late.TryReady()), Is.EqualTo((HandshakeRefusal.Timeout, false)));
    }

    private static (InMemoryConnection, InMemoryConnection) Pair() =>
        InMemoryConnection.CreatePair(new NodeAddress("a", 1), new NodeAddress("b", 2), 256 * 1024);
}
