using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Content;

/// <summary>
/// How bytes become an id: SHA-256(0x02, u16 length of the kind, kind, u64 size, u32 chunk size, Merkle root), integers big endian.
/// </summary>
internal static class ArtifactIdentity
{
    private const byte Domain = 0x02;
    private const int OnStackMax = 256;

    public static ArtifactId Compute(string kind, long size, int chunkSize, Hash256 root)
    {
        var kindLength = Encoding.UTF8.GetByteCount(kind);
        var length = 1 + 2 + kindLength + 8 + 4 + Hash256.Length;
        var bytes = length <= OnStackMax ? stackalloc byte[length] : new byte[length];
        bytes[0] = Domain;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], checked((ushort)kindLength));
        Encoding.UTF8.GetBytes(kind, bytes[3..]);
        var rest = bytes[(3 + kindLength)..];
        BinaryPrimitives.WriteUInt64BigEndian(rest, (ulong)size);
        BinaryPrimitives.WriteUInt32BigEndian(rest[8..], (uint)chunkSize);
        root.CopyTo(rest[12..]);
        Span<byte> hash = stackalloc byte[Hash256.Length];
        SHA256.HashData(bytes, hash);
        return new ArtifactId(hash);
    }

    /// <summary>max(1, ceil(size / chunk size)).</summary>
    public static int ChunkCount(long size, int chunkSize) => size == 0 ? 1 : checked((int)((size + chunkSize - 1) / chunkSize));

    /// <summary>All chunks are full, but for the last.</summary>
    public static int ChunkLength(long size, int chunkSize, int index) => (int)Math.Min(chunkSize, size - ((long)index * chunkSize));
}
