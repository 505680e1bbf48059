using System.Net.Security;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;
using Tidings.Runtime.Transport.Tcp;

namespace Tidings.Runtime.Tests.Security;

[CancelAfter(30_000)]
public class MutualTlsTests
{
    [Test]
    public async Task Both_sides_learn_who_the_other_is_and_what_is_written_arrives()
    {
        using var bench = new HandshakeBench();
        var (accepted, dialled) = await bench.BothAsync();

        Assert.That(accepted.Peer, Is.EqualTo(bench.Them.Id));
        Assert.That(dialled.Peer, Is.EqualTo(bench.Us.Id));
        var sent = RandomNumberGenerator.GetBytes(1000);
        await accepted.Channel!.Stream.WriteAsync(sent);
        var got = new byte[1000];
        await dialled.Channel!.Stream.ReadExactlyAsync(got, HandshakeBench.TestEnds);
        Assert.That(got, Is.EqualTo(sent));
    }

    [Test]
    public async Task It_works_over_TCP()
    {
        using var bench = new HandshakeBench();
        var transport = new TcpTransport(new TcpTransportOptions(), TimeProvider.System, NullLogger<TcpTransport>.Instance);
        await using var listener = await transport.ListenAsync(new NodeAddress("127.0.0.1", 0), HandshakeBench.TestEnds);
        await using var outgoing = await transport.ConnectAsync(listener.LocalAddress, HandshakeBench.TestEnds);
        await using var incoming = (await listener.AcceptAsync(CancellationToken.None))!;
        var accept = bench.OurTls().AcceptAsync(incoming.Stream, HandshakeBench.TestEnds).AsTask();
        var dialled = await bench.TheirTls().DialAsync(outgoing.Stream, bench.Us.Id, HandshakeBench.TestEnds);
        var accepted = await accept;
        Assert.That((accepted.Channel!.TryReady(), dialled.Channel!.TryReady()), Is.EqualTo((true, true)));

        var sent = RandomNumberGenerator.GetBytes(1_000_000);
        var got = new byte[sent.Length];
        var write = dialled.Channel.Stream.WriteAsync(sent).AsTask();
        await accepted.Channel.Stream.ReadExactlyAsync(got, HandshakeBench.TestEnds);
        await write;
        Assert.That(SHA256.HashData(got), Is.EqualTo(SHA256.HashData(sent)));
    }

    [Test]
    public async Task What_is_sent_before_READY_counts_against_the_limit_and_afterwards_does_not()
    {
        using var bench = new HandshakeBench();
        var (accepted, dialled) = await bench.BothAsync();
        var payload = new byte[100 * 1024];

        Assert.That(accepted.Channel!.TryReady(), Is.True);
        await dialled.Channel!.Stream.WriteAsync(payload);
        await accepted.Channel.Stream.ReadExactlyAsync(payload, HandshakeBench.TestEnds);
        Assert.That(accepted.Channel.Tripped, Is.Null);

        await accepted.Channel.Stream.WriteAsync(payload);
        Assert.That(async () => await dialled.Channel.Stream.ReadExactlyAsync(payload, HandshakeBench.TestEnds), Throws.InstanceOf<IOException>());
        Assert.That(dialled.Channel.Tripped, Is.EqualTo(HandshakeRefusal.TooManyBytes));
    }

    [Test]
    public async Task A_channel_that_is_not_READY_at_the_deadline_is_closed()
    {
        using var bench = new HandshakeBench();
        var (accepted, dialled) = await bench.BothAsync();
        Assert.That(dialled.Channel!.TryReady(), Is.True);

        bench.Time.Advance(bench.Options.Deadline);

        Assert.That(accepted.Channel!.ReadyDeadline.IsCancellationRequested, Is.True);
        Assert.That(accepted.Channel.Tripped, Is.EqualTo(HandshakeRefusal.Timeout));
        Assert.That(accepted.Channel.TryReady(), Is.False, "too late");
        Assert.That(dialled.Channel.Tripped, Is.Null, "who was READY in time is not bound any more");
        Assert.That(async () => await dialled.Channel.Stream.ReadExactlyAsync(new byte[1], HandshakeBench.TestEnds), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task Our_own_key_is_refused()
    {
        using var bench = new HandshakeBench();
        var accepted = await bench.AcceptStrangerAsync(bench.Us.Certificate);
        Assert.That(accepted.Refusal, Is.EqualTo(HandshakeRefusal.OurOwnKey));
    }

    [Test]
    public async Task Another_protocol_or_none_is_refused()
    {
        using var other = new HandshakeBench();
        var spoke = await other.AcceptStrangerAsync(other.Them.Certificate, static o => o.ApplicationProtocols = [SslApplicationProtocol.Http2]);
        Assert.That(spoke.Refusal, Is.EqualTo(HandshakeRefusal.TlsError));

        using var none = new HandshakeBench();
        var silent = await none.AcceptStrangerAsync(none.Them.Certificate, static o => o.ApplicationProtocols = null);
        Assert.That(silent.Refusal, Is.EqualTo(HandshakeRefusal.WrongProtocol));
    }

    [Test]
    public async Task Garbage_and_a_half_closed_stream_are_refused_with_a_reason()
    {
        using var garbage = new HandshakeBench();
        await garbage.Theirs.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        var refused = await garbage.OurTls().AcceptAsync(garbage.Ours, HandshakeBench.TestEnds);
        Assert.That(refused.Refusal, Is.EqualTo(HandshakeRefusal.TlsError));
        Assert.That(refused.Detail, Is.Not.Empty);

        using var closed = new HandshakeBench();
        closed.Theirs.Dispose();
        Assert.That((await closed.OurTls().AcceptAsync(closed.Ours, HandshakeBench.TestEnds)).Refusal, Is.EqualTo(HandshakeRefusal.ConnectionLost));
    }

    [Test]
    public void The_callers_cancellation_is_not_a_refusal_and_closes_the_stream()
    {
        using var bench = new HandshakeBench();
        using var stop = new CancellationTokenSource();
        var accept = bench.OurTls().AcceptAsync(bench.Ours, stop.Token).AsTask();
        stop.Cancel();
        Assert.That(async () => await accept, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await bench.Theirs.ReadAsync(new byte[1], HandshakeBench.TestEnds), Is.Zero);
    }

    [Test]
    public void Options_out_of_range_are_named_together()
    {
        using var bench = new HandshakeBench();
        bench.Options.Deadline = TimeSpan.Zero;
        bench.Options.BytesBeforeReadyMax = 1;
        Assert.That(() => bench.OurTls(), Throws.ArgumentException.With.Message.Contains("Deadline").And.Message.Contains("BytesBeforeReadyMax"));
    }
}
