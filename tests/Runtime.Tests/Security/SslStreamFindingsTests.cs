using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Tidings.Runtime.Security;

namespace Tidings.Runtime.Tests.Security;

/// <summary>Each surprise that SslStream was seen to hold is one test against the real SslStream.</summary>
[CancelAfter(30_000)]
public class SslStreamFindingsTests
{
    [Test]
    public async Task A_client_that_the_server_refused_believes_itself_connected_until_it_reads()
    {
        using var bench = new HandshakeBench();
        var (accepted, dialled) = await bench.BothAsync(ours: bench.OurTls(static _ => false));

        Assert.That(accepted.Refusal, Is.EqualTo(HandshakeRefusal.NotAMember));
        Assert.That(accepted.Peer, Is.EqualTo(bench.Them.Id), "the operator must see whose key was refused");
        Assert.That(dialled.Established, Is.True, "if this fails, TLS has learnt to tell, and READY could be simpler");
        var read = Assert.CatchAsync(async () => await dialled.Channel!.Stream.ReadExactlyAsync(new byte[1], HandshakeBench.TestEnds));
        Assert.That(read, Is.InstanceOf<IOException>(), "the refusing side closes at once, so that the first read ends");
    }

    [Test]
    public async Task A_client_without_a_certificate_is_refused()
    {
        using var bench = new HandshakeBench();
        var accepted = await bench.AcceptStrangerAsync(certificate: null);
        Assert.That(accepted.Refusal, Is.EqualTo(HandshakeRefusal.NoCertificate));
    }

    [Test]
    public async Task A_membership_check_that_throws_is_a_refusal_on_either_side()
    {
        using var accepting = new HandshakeBench();
        var (accepted, _) = await accepting.BothAsync(ours: accepting.OurTls(static _ => throw new InvalidOperationException("broken")));
        Assert.That(accepted.Refusal, Is.EqualTo(HandshakeRefusal.CheckFailed));

        using var dialling = new HandshakeBench();
        var (_, dialled) = await dialling.BothAsync(theirs: dialling.TheirTls(static _ => throw new InvalidOperationException("broken")));
        Assert.That(dialled.Refusal, Is.EqualTo(HandshakeRefusal.CheckFailed));
    }

    [Test]
    public async Task A_silent_client_is_refused_at_the_deadline_and_not_before()
    {
        using var bench = new HandshakeBench();
        var accept = bench.OurTls().AcceptAsync(bench.Ours, CancellationToken.None).AsTask();

        bench.Time.Advance(bench.Options.Deadline - TimeSpan.FromTicks(1));
        Assert.That(accept.IsCompleted, Is.False);
        bench.Time.Advance(TimeSpan.FromTicks(1));

        Assert.That((await accept.WaitAsync(HandshakeBench.TestEnds)).Refusal, Is.EqualTo(HandshakeRefusal.Timeout));
        Assert.That(await bench.Theirs.ReadAsync(new byte[1], HandshakeBench.TestEnds), Is.Zero, "the socket is closed");
    }

    [Test]
    public async Task A_first_record_that_announces_65535_bytes_is_cut_at_the_limit()
    {
        using var bench = new HandshakeBench();
        var accept = bench.OurTls().AcceptAsync(bench.Ours, CancellationToken.None).AsTask();

        await bench.Theirs.WriteAsync(new byte[] { 0x16, 0x03, 0x01, 0xFF, 0xFF });
        await bench.Theirs.WriteAsync(new byte[bench.Options.BytesBeforeReadyMax]);

        Assert.That((await accept.WaitAsync(HandshakeBench.TestEnds)).Refusal, Is.EqualTo(HandshakeRefusal.TooManyBytes));
    }

    [Test]
    public async Task A_padded_certificate_is_cut_at_the_limit()
    {
        using var bench = new HandshakeBench();
        using var padded = Certificates.Padded(60 * 1024);
        var accepted = await bench.AcceptStrangerAsync(padded);
        Assert.That(accepted.Refusal, Is.EqualTo(HandshakeRefusal.TooManyBytes));
    }

    [Test]
    public async Task A_second_connection_is_a_full_handshake_that_proves_the_key_again()
    {
        using var first = new HandshakeBench();
        using var second = new HandshakeBench();
        var asked = 0;
        var ours = first.OurTls(_ => Interlocked.Increment(ref asked) > 0);
        for (var i = 1; i <= 2; i++)
        {
            // This client would resume if it were let.
            var accepted = await (i == 1 ? first : second).AcceptStrangerAsync(first.Them.Certificate, static o => o.AllowTlsResume = true, ours);
            Assert.That(accepted.Peer, Is.EqualTo(first.Them.Id));
            Assert.That(asked, Is.EqualTo(i));
        }

        var tls = new TlsOptions(first.Us);
        Assert.That((tls.Server.AllowTlsResume, tls.Client.AllowTlsResume), Is.EqualTo((false, false)));
        Assert.That((tls.Server.AllowRenegotiation, tls.Client.AllowRenegotiation), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task The_pinned_key_counts_and_nothing_else()
    {
        using var bench = new HandshakeBench();
        using var other = NodeIdentity.Create();
        var (_, dialled) = await bench.BothAsync(dialled: other.Id);
        Assert.That(dialled.Refusal, Is.EqualTo(HandshakeRefusal.NotTheExpectedNode));
        Assert.That(dialled.Peer, Is.EqualTo(bench.Us.Id));
    }

    [Test]
    public async Task A_key_of_another_type_is_refused_before_it_is_looked_up()
    {
        foreach (var certificate in new[] { Certificates.Ec(ECCurve.NamedCurves.nistP384), Certificates.Rsa() })
        {
            using var bench = new HandshakeBench();
            using (certificate)
            {
                var accepted = await bench.AcceptStrangerAsync(certificate, ours: bench.OurTls(static _ => throw new AssertionException("asked")));
                Assert.That(accepted.Refusal, Is.EqualTo(HandshakeRefusal.WrongKeyType), certificate.SignatureAlgorithm.FriendlyName);
            }
        }
    }

    [Test]
    public async Task No_handshake_fetches_what_a_strangers_certificate_names()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var bench = new HandshakeBench();
        using var certificate = Certificates.WithIssuerAt($"http://{listener.LocalEndpoint}/issuer.cer");

        var accepted = await bench.AcceptStrangerAsync(certificate);

        Assert.That(accepted.Established, Is.True, accepted.Detail);
        Assert.That(listener.Pending(), Is.False, "the issuer was looked for on the network");
    }

    [Test]
    public async Task Older_versions_of_TLS_are_refused()
    {
        using var bench = new HandshakeBench();
        var accepted = await bench.AcceptStrangerAsync(bench.Them.Certificate, static o => o.EnabledSslProtocols = SslProtocols.Tls12);
        Assert.That(accepted.Refusal, Is.EqualTo(HandshakeRefusal.TlsError));
    }
}
