using System.Security.Cryptography;

namespace Tidings.Blocks.Content;

/// <summary>
/// The hashes of the tree over an artifact's chunks: leaf = SHA-256(0x00, bytes), node = SHA-256(0x01, left, right), an odd node goes up
/// unchanged. The prefixes keep a node from passing as a leaf.
/// </summary>
internal static class Merkle
{
    private const byte LeafDomain = 0x00;
    private const byte NodeDomain = 0x01;

    // Up to here copying a chunk behind its prefix, to hash both in one call, costs less than a hasher: an object, a native one and a finalizer.
    private const int OneCallMax = 4 << 10;

    public static Hash256 Leaf(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length <= OneCallMax)
        {
            return LeafInOneCall(chunk);
        }

        using var hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData([LeafDomain]);
        hasher.AppendData(chunk);
        Span<byte> hash = stackalloc byte[Hash256.Length];
        hasher.GetHashAndReset(hash);
        return new Hash256(hash);
    }

    private static Hash256 LeafInOneCall(ReadOnlySpan<byte> chunk)
    {
        Span<byte> bytes = stackalloc byte[1 + chunk.Length];
        bytes[0] = LeafDomain;
        chunk.CopyTo(bytes[1..]);
        Span<byte> hash = stackalloc byte[Hash256.Length];
        SHA256.HashData(bytes, hash);
        return new Hash256(hash);
    }

    public static Hash256 Node(Hash256 left, Hash256 right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Hash256.Length)];
        bytes[0] = NodeDomain;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Hash256.Length)..]);
        Span<byte> hash = stackalloc byte[Hash256.Length];
        SHA256.HashData(bytes, hash);
        return new Hash256(hash);
    }

    /// <summary>Hashes in the proof of a leaf: one for each level on which it has a sibling.</summary>
    public static int ProofLength(int index, int count)
    {
        var length = 0;
        for (; count > 1; index >>= 1, count = (count + 1) >> 1)
        {
            length += (index ^ 1) < count ? 1 : 0;
        }

        return length;
    }

    /// <summary>The root that a leaf and its proof lead to; false when the proof has another length than the place in the tree asks for.</summary>
    public static bool TryClimb(Hash256 leaf, int index, int count, IReadOnlyList<Hash256> proof, out Hash256 root)
    {
        root = leaf;
        if (proof.Count != ProofLength(index, count))
        {
            return false;
        }

        var used = 0;
        for (; count > 1; index >>= 1, count = (count + 1) >> 1)
        {
            if ((index ^ 1) < count)
            {
                root = (index & 1) == 0 ? Node(root, proof[used]) : Node(proof[used], root);
                used++;
            }
        }

        return true;
    }
}
