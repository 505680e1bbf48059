using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;
using Tidings.Runtime.Transport.InMemory;

namespace Tidings.Runtime.Tests.Security;

/// <summary>An honest node's security at one end of an in-memory stream, and whatever the test wants at the other.</summary>
internal sealed class HandshakeBench : IDisposable
{
    public HandshakeBench()
    {
        (Theirs, Ours) = InMemoryConnection.CreatePair(new NodeAddress("them", 1), new NodeAddress("us", 2), 256 * 1024);
    }

    /// <summary>Ends every wait of a test that would hang.</summary>
    public static CancellationToken TestEnds => TestContext.CurrentContext.CancellationToken;

    public NodeIdentity Us { get; } = NodeIdentity.Create();

    public NodeIdentity Them { get; } = NodeIdentity.Create();

    public ManualTime Time { get; } = new();

    public HandshakeOptions Options { get; } = new();

    public InMemoryConnection Ours { get; }

    public InMemoryConnection Theirs { get; }

    public MutualTls OurTls(Func<NodeId, bool>? isMember = null) => new(Us, isMember ?? (static _ => true), Options, Time);

    public MutualTls TheirTls(Func<NodeId, bool>? isMember = null) => new(Them, isMember ?? (static _ => true), Options, Time);

    public async Task<(HandshakeResult Accepted, HandshakeResult Dialled)> BothAsync(MutualTls? ours = null, MutualTls? theirs = null, NodeId? dialled = null)
    {
        var accept = (ours ?? OurTls()).AcceptAsync(Ours, CancellationToken.None).AsTask();
        var dial = (theirs ?? TheirTls()).DialAsync(Theirs, dialled ?? Us.Id, CancellationToken.None).AsTask();
        return (await accept.WaitAsync(TestEnds), await dial.WaitAsync(TestEnds));
    }

    /// <summary>Our accepting side against a client that uses SslStream as it pleases.</summary>
    public async Task<HandshakeResult> AcceptStrangerAsync(X509Certificate2? certificate, Action<SslClientAuthenticationOptions>? change = null, MutualTls? ours = null)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "x",
            EnabledSslProtocols = SslProtocols.Tls13,
            ApplicationProtocols = [new SslApplicationProtocol("tidings/1")],
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
        };
        change?.Invoke(options);
        var accept = (ours ?? OurTls()).AcceptAsync(Ours, CancellationToken.None).AsTask();
        await using var client = new SslStream(Theirs, leaveInnerStreamOpen: true);
        try
        {
            await client.AuthenticateAsClientAsync(options, TestEnds);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The stranger's own view of a refusal; the test asserts ours.
        }

        return await accept.WaitAsync(TestEnds);
    }

    public void Dispose()
    {
        Us.Dispose();
        Them.Dispose();
        Ours.Dispose();
        Theirs.Dispose();
    }
}
