using System.Buffers.Binary;

namespace Tidings.Simulation.Baselines;

/// <summary>
/// What the pieces of a signed libp2p message are made of, byte for byte as long as with Ed25519 keys and strict signing. The signature's bytes are zeros: nobody
/// in the models checks them.
/// </summary>
internal static class Libp2pFormat
{
    public const string Topic = "broadcast";

    /// <summary>An identity multihash of the encoded key: two bytes, then the key.</summary>
    public const int PeerIdBytes = 2 + KeyBytes;

    /// <summary>Type and length of the key, then its 32 bytes.</summary>
    public const int KeyBytes = 4 + 32;

    public const int SignatureBytes = 64;

    public const int SequenceBytes = 8;

    /// <summary>With strict signing a message is named by its author's key and its number.</summary>
    public const int MessageIdBytes = KeyBytes + SequenceBytes;

    public static byte[] PeerId(int node) => [0, KeyBytes, .. Key(node)];

    public static byte[] Key(int node)
    {
        byte[] key = [8, 1, 18, 32, .. new byte[32]];
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(4), node);
        return key;
    }

    public static byte[] Sequence(ulong number)
    {
        var bytes = new byte[SequenceBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }

    public static byte[] IdOf(MessageId id) => [.. Key(id.Author), .. Sequence(id.Sequence)];

    public static int NodeOf(ReadOnlySpan<byte> peerId) => BinaryPrimitives.ReadInt32BigEndian(peerId[6..]);

    public static MessageId ReadId(ReadOnlySpan<byte> id) =>
        new(BinaryPrimitives.ReadInt32BigEndian(id[4..]), BinaryPrimitives.ReadUInt64BigEndian(id[KeyBytes..]));
}
