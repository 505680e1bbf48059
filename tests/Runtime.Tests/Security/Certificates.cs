using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tidings.Runtime.Tests.Security;

/// <summary>Certificates that no honest node would show.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset From = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 Ec(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return Usable(new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSelfSigned(From, Until));
    }

    public static X509Certificate2 Rsa()
    {
        using var key = RSA.Create(2048);
        return Usable(new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(From, Until));
    }

    public static X509Certificate2 Padded(int bytes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256);
        var padding = new byte[bytes];
        RandomNumberGenerator.Fill(padding);
        request.CertificateExtensions.Add(new X509Extension(new Oid("1.3.6.1.4.1.99999.1"), padding, critical: false));
        return Usable(request.CreateSelfSigned(From, Until));
    }

    /// <summary>Issued by somebody unknown, who can be fetched from <paramref name="issuerUrl"/>.</summary>
    public static X509Certificate2 WithIssuerAt(string issuerUrl)
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuerRequest = new CertificateRequest("CN=issuer", issuerKey, HashAlgorithmName.SHA256);
        issuerRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = issuerRequest.CreateSelfSigned(From, Until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerUrl]));
        using var certificate = request.Create(issuer, From, Until, [1, 2, 3, 4]);
        return Usable(certificate.CopyWithPrivateKey(key));
    }

    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
}
