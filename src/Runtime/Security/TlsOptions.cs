using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tidings.Runtime.Security;

/// <summary>
/// The TLS settings of one identity, built once: building the certificate context for every connection costs a third of the handshakes
/// per second. Whatever could reach the network or resume an older handshake is off.
/// </summary>
internal sealed class TlsOptions
{
    public static readonly SslApplicationProtocol Protocol = new("tidings/1");

    public TlsOptions(NodeIdentity identity)
    {
        var context = SslStreamCertificateContext.Create(identity.Certificate, additionalCertificates: null, offline: true);
        Server = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = context,
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls13,
            ApplicationProtocols = [Protocol],
            AllowTlsResume = false,
            AllowRenegotiation = false,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = NoLookups(),
            RemoteCertificateValidationCallback = PinnedTlsStream.Validate,
        };
        Client = new SslClientAuthenticationOptions
        {
            ClientCertificateContext = context,
            EnabledSslProtocols = SslProtocols.Tls13,
            ApplicationProtocols = [Protocol],
            AllowTlsResume = false,
            AllowRenegotiation = false,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = NoLookups(),
            RemoteCertificateValidationCallback = PinnedTlsStream.Validate,
        };
    }

    public SslServerAuthenticationOptions Server { get; }

    public SslClientAuthenticationOptions Client { get; }

    // SslStream builds a chain before it asks us. A stranger's certificate may name a URL to fetch its issuer from: never follow it.
    private static X509ChainPolicy NoLookups() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        VerificationFlags = X509VerificationFlags.AllFlags,
    };
}
