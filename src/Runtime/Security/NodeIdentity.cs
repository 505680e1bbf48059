using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Security;

/// <summary>
/// A node's key pair (ECDSA P-256) and the self-signed certificate that carries it into TLS. The certificate's names and dates prove
/// nothing and never expire; peers pin <see cref="Id"/>. Thread-safe; dispose it after the node that uses it.
/// </summary>
public sealed class NodeIdentity : IDisposable
{
    private NodeIdentity(X509Certificate2 certificate, NodeId id)
    {
        Certificate = certificate;
        Id = id;
    }

    /// <summary>SHA-256 of the key's SubjectPublicKeyInfo.</summary>
    public NodeId Id { get; }

    /// <summary>The certificate with its private key.</summary>
    internal X509Certificate2 Certificate { get; }

    /// <summary>A new key from the operating system's randomness, with its certificate.</summary>
    public static NodeIdentity Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return FromKey(key);
    }

    /// <summary>Reads a certificate with its private key, from PEM text (both blocks in one file) or from PKCS#12.</summary>
    /// <param name="path">The file. PEM when it contains a PEM block, PKCS#12 otherwise.</param>
    /// <param name="password">Of the PKCS#12 file or of an encrypted PEM key; null for none.</param>
    /// <exception cref="IdentityException">The file is missing or unreadable, holds no private key, a key of another type, or the password is wrong.</exception>
    public static NodeIdentity Load(string path, string? password = null) => IdentityFile.Load(path, password);

    /// <summary>Writes certificate and private key as PEM, readable by the owner only (mode 0600). Never overwrites: a lost key is a lost node.</summary>
    /// <param name="path">A file that does not exist yet.</param>
    /// <exception cref="IdentityException">The file exists or cannot be written.</exception>
    public void SavePem(string path) => IdentityFile.SavePem(path, Certificate);

    /// <summary>Writes certificate and private key as PKCS#12, readable by the owner only (mode 0600). Never overwrites: a lost key is a lost node.</summary>
    /// <param name="path">A file that does not exist yet.</param>
    /// <param name="password">Encrypts the key; null for none.</param>
    /// <exception cref="IdentityException">The file exists or cannot be written.</exception>
    public void SavePfx(string path, string? password = null) => IdentityFile.SavePfx(path, Certificate, password);

    /// <summary>Forgets the private key; the files stay.</summary>
    public void Dispose() => Certificate.Dispose();

    /// <summary>The node's id, in full.</summary>
    public override string ToString() => Id.ToString();

    /// <summary>An identity of a given key, for simulations whose keys come from a seed.</summary>
    internal static NodeIdentity FromKey(ECDsa key)
    {
        var request = new CertificateRequest("CN=tidings", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));

        // RFC 5280, 4.1.2.5: the last date means "no expiry". Fixed dates keep the clock out of it.
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero));
        return FromCertificate(certificate, "The new key");
    }

    internal static NodeIdentity FromCertificate(X509Certificate2 certificate, string origin)
    {
        if (!certificate.HasPrivateKey)
        {
            throw new IdentityException($"{origin} holds no private key: a node needs both the certificate and its key.");
        }

        if (!P256Key.TryGetNodeId(certificate, out var id))
        {
            throw new IdentityException($"{origin} holds a key of another type: a node's key is ECDSA on the curve P-256.");
        }

        // Windows refuses to use a key in TLS that was never in a store; the way through PKCS#12 serves every platform alike.
        var pfx = certificate.Export(X509ContentType.Pfx);
        return new NodeIdentity(X509CertificateLoader.LoadPkcs12(pfx, null, X509KeyStorageFlags.Exportable), id);
    }
}
