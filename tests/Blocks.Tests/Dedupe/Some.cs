using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Dedupe;

/// <summary>Values for tests of slot tables.</summary>
internal static class Some
{
    public const string Kind = "file";

    public static NodeId Peer(int number) => new(Hash(0x50, number));

    public static ArtifactId Id(int number) => new(Hash(0xA0, number));

    public static Advert Advert(int number, long size = 100, long rank = 0, NodeId maker = default) => new(Id(number), size, rank, maker);

    public static SlotUpdate Update(int slot, ulong commit, int? artifact = null, byte[]? body = null, long size = 100, long rank = 0)
    {
        var update = new SlotUpdate((uint)slot, commit, artifact is { } number ? Advert(number, size, rank) : null, null);
        return body is null ? update : update with { Body = body };
    }

    public static PeerJoined Joined(NodeId peer, long session, ulong incarnation = 1, int slots = 1024, KeptTable? kept = null) =>
        new(peer, session, incarnation, [new PeerKind(Kind, slots, 1024, 1 << 20, kept)]);

    public static DecodedMessage Message(NodeId peer, long session, WireMessage body, RentedBuffer? buffer = null) =>
        new(peer, session, 0, Kind, body, buffer ?? new RentedBuffer([], 0, null));

    private static Hash256 Hash(byte first, int number)
    {
        var bytes = new byte[Hash256.Length];
        bytes[0] = (byte)(number * 37);
        bytes[1] = first;
        BitConverter.TryWriteBytes(bytes.AsSpan(4), number);
        return new Hash256(bytes);
    }
}
