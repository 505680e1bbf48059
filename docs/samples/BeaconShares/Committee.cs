using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tidings.Samples.BeaconShares;

/// <summary>The members' public keys, and how many shares make a beacon.</summary>
/// <param name="Keys">SubjectPublicKeyInfo of each member, by index.</param>
/// <param name="Threshold">Shares of one height that make its beacon.</param>
public sealed record Committee(IReadOnlyList<byte[]> Keys, int Threshold)
{
    /// <summary>Signs a height.</summary>
    /// <param name="height">The height.</param>
    /// <param name="signer">Index of the member.</param>
    /// <param name="key">The member's key.</param>
    public static BeaconShare Sign(long height, byte signer, ECDsa key) => new(height, signer, key.SignData(Message(height), HashAlgorithmName.SHA256));

    /// <summary>Whether a share was signed by the member that it names.</summary>
    /// <param name="share">The share.</param>
    public bool IsSigned(BeaconShare share)
    {
        if (share.Signer >= Keys.Count)
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Keys[share.Signer], out _);
        return key.VerifyData(Message(share.Height), share.Signature.Span, HashAlgorithmName.SHA256);
    }

    private static byte[] Message(long height)
    {
        var message = new byte[14];
        "beacon"u8.CopyTo(message);
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(6), height);
        return message;
    }
}
