using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Security;

/// <summary>
/// Reads the one thing of a certificate that counts, its key. The SubjectPublicKeyInfo of an uncompressed P-256 key always begins with
/// the same 27 bytes, so that a stranger's key is recognized, or refused, by comparison: no curve arithmetic is done on its behalf.
/// </summary>
internal static class P256Key
{
    private const int SpkiLength = 91;

    // SEQUENCE(SEQUENCE(id-ecPublicKey, prime256v1), BIT STRING(0x04 || X || Y)): RFC 5480, section 2.
    private static ReadOnlySpan<byte> SpkiPrefix =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    /// <summary>The node that holds the certificate's key; false for every other kind of key, and for what cannot be parsed.</summary>
    public static bool TryGetNodeId(X509Certificate2 certificate, out NodeId id)
    {
        id = default;
        byte[] spki;
        try
        {
            spki = certificate.PublicKey.ExportSubjectPublicKeyInfo();
        }
        catch (CryptographicException)
        {
            return false;
        }

        if (spki.Length != SpkiLength || !spki.AsSpan().StartsWith(SpkiPrefix))
        {
            return false;
        }

        id = new NodeId(SHA256.HashData(spki));
        return true;
    }

    /// <summary>Equal in a time that does not depend on where they differ.</summary>
    public static bool FixedTimeEquals(NodeId left, NodeId right)
    {
        Span<byte> a = stackalloc byte[32], b = stackalloc byte[32];
        left.Hash.CopyTo(a);
        right.Hash.CopyTo(b);
        return CryptographicOperations.FixedTimeEquals(a, b);
    }
}
