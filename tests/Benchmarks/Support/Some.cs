using System.Buffers.Binary;
using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Support;

/// <summary>Ids, adverts and bytes by number; ids are spread like hashes.</summary>
internal static class Some
{
    public const string Kind = "note";
    public const int SmallBytes = 1 << 10;

    private const ulong Golden = 0x9E3779B97F4A7C15;

    public static NodeId Node(int number) => new(Hash((ulong)number, 1));

    public static ArtifactId Id(long number) => new(Hash((ulong)number, 2));

    public static Advert Advert(long number, long size = SmallBytes, NodeId maker = default) => new(Id(number), size, 0, maker);

    public static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    public static PeerJoined Joined(int peer, int slots = 4096) => new(Node(peer), peer, 1, [new PeerKind(Kind, slots, 256 << 10, 1L << 30, null)]);

    /// <summary>A message of a peer whose session has the peer's number.</summary>
    public static DecodedMessage From(int peer, WireMessage message, RentedBuffer? frame = null) =>
        new(Node(peer), peer, 0, Kind, message, frame ?? new RentedBuffer([], 0, null));

    private static Hash256 Hash(ulong number, ulong sort)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, unchecked(number * Golden));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], number);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], sort);
        return new Hash256(bytes);
    }
}
