using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tidings.Node.Bench.Mesh;

/// <summary>
/// A node's self-signed P-256 certificate and the settings of its TLS: 1.3, mutual, the other side's key pinned, no resumption; what the lanes of a node use.
/// </summary>
internal sealed class PinnedCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly SslStreamCertificateContext _context;

    public PinnedCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mesh", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero));

        // Some platforms refuse a key in TLS that was never in a store; PKCS#12 serves all alike.
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
        _context = SslStreamCertificateContext.Create(_certificate, additionalCertificates: null, offline: true);
        Key = KeyOf(_certificate);
    }

    /// <summary>The public key, by which others know it.</summary>
    public string Key { get; }

    /// <summary>The key that the other side of a connection has shown.</summary>
    public static string KeyOf(X509Certificate? shown) => shown is X509Certificate2 certificate ? Convert.ToBase64String(certificate.PublicKey.ExportSubjectPublicKeyInfo()) : "";

    /// <param name="clients">The keys that may dial.</param>
    public SslServerAuthenticationOptions Server(IReadOnlyCollection<string> clients) => new()
    {
        ServerCertificateContext = _context,
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls13,
        AllowTlsResume = false,
        AllowRenegotiation = false,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, shown, _, _) => clients.Contains(KeyOf(shown)),
    };

    /// <param name="server">The key that must answer.</param>
    public SslClientAuthenticationOptions Client(string server) => new()
    {
        TargetHost = "",
        ClientCertificateContext = _context,
        EnabledSslProtocols = SslProtocols.Tls13,
        AllowTlsResume = false,
        AllowRenegotiation = false,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, shown, _, _) => KeyOf(shown) == server,
    };

    public void Dispose() => _certificate.Dispose();
}
