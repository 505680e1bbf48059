using System.Security.Cryptography;
using System.Text;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Wire.Vectors;

/// <summary>Keys of the vectors: the private number is SHA-256 of a text, so that they can be made again.</summary>
internal static class VectorKeys
{
    public static byte[] Spki(string text)
    {
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = SHA256.HashData(Encoding.UTF8.GetBytes(text)) });
        return key.ExportSubjectPublicKeyInfo();
    }

    public static NodeId Node(string text) => new(SHA256.HashData(Spki(text)));
}
