using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Tests.Content;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire.Vectors;

/// <summary>The messages of frames.json: every type, with its empty, usual and extreme forms.</summary>
internal static class VectorMessages
{
    public const string Kind = "file";

    /// <summary>Byte i of the vectors' artifacts is (7 i + i / 256) mod 256.</summary>
    public static byte[] Artifact(int size) => [.. Enumerable.Range(0, size).Select(static i => (byte)((7 * i) + (i / 256)))];

    public static IEnumerable<(string Name, WireMessage Message)> All()
    {
        var node = VectorKeys.Node("tidings vector key 1");
        var hash = new Hash256([.. Enumerable.Range(0, 32).Select(static i => (byte)i)]);
        var advert = new Advert(new ArtifactId(hash), 1500, -3, node);
        yield return ("hello of lane 0", new HelloMessage(
            1, "test-subnet", 0x0102030405060708, 0, 0x1112131415161718, 0, 3, hash,
            [new PeerKind(Kind, 4096, 1024, 1 << 20, null), new PeerKind("beacon-share", 128, 262144, 65536, new KeptTable(9, [1, 0, ulong.MaxValue]))]));
        yield return ("hello of lane 2", new HelloMessage(1, "test-subnet", 1, 2, 2, 3, 0, hash, []));
        yield return ("ready", new ReadyMessage());
        yield return ("goodbye", new GoodbyeMessage((uint)GoodbyeCode.Subnet, "we are 'test-subnet', you are 'prüfnetz'"));
        yield return ("goodbye without words", new GoodbyeMessage((uint)GoodbyeCode.Stopping, ""));
        yield return ("heartbeat", new HeartbeatMessage(300, 299, 3, hash));
        yield return ("slots: an advert, a push, an empty push, a tombstone", new SlotsMessage(
            Kind,
            [
                new SlotUpdate(0, 1, advert, null),
                new SlotUpdate(1, 2, advert with { Size = 3, Rank = 70_000 }, new byte[] { 1, 2, 3 }),
                new SlotUpdate(2, 3, advert with { Size = 0, Rank = 0 }, Array.Empty<byte>()),
                new SlotUpdate(1048575, ulong.MaxValue, null, null),
            ]));
        yield return ("slots: three by short id", new SlotsMessage(Kind, [])
        {
            Shorts = [new ShortAdvert(0, 300, 1), new ShortAdvert(1048575, 301, ulong.MaxValue), new ShortAdvert(7, 5, hash.Prefix)],
        });
        yield return ("synced, everything new", new SyncedMessage(Kind, []));
        yield return ("synced, pages kept", new SyncedMessage(Kind, [0, 1, 300, 4095]));
        yield return ("digests", new DigestsMessage(Kind, [new PageDigest(0, 0x0123456789ABCDEF), new PageDigest(15, 0)]));
        yield return ("held", new HeldMessage(Kind, [new CommitRange(1, 1), new CommitRange(128, 16384)]));
        yield return ("held: one commit and two short marks", new HeldMessage(Kind, [new CommitRange(7, 7)]) { Shorts = [hash.Prefix, 1] });
        yield return ("held digest", new HeldDigestMessage(Kind, 16258, 0xFEDCBA9876543210));
        yield return ("held digest, with short marks", new HeldDigestMessage(Kind, 1, 2, 0x0123456789ABCDEF));
        yield return ("mismatch of pages", new MismatchMessage(Kind, [0, 200], false));
        yield return ("mismatch of short ids", new MismatchMessage(Kind, [], false) { Commits = [1, 300, ulong.MaxValue] });
        yield return ("mismatch of held marks", new MismatchMessage(Kind, [], true));
        yield return ("mismatch of short marks", new MismatchMessage(Kind, [], false) { ShortMarks = true });
        yield return ("artifacts asked for by short id", new MismatchMessage(Kind, [], false) { Shorts = [hash.Prefix, ulong.MaxValue] });
        yield return ("requests", new RequestsMessage(
            Kind,
            [
                new ChunkRequest(1, new ArtifactId(hash), 0, 1, FetchPriority.FetchNow),
                new ChunkRequest(2, new ArtifactId(hash), 1, 0, FetchPriority.Later),
            ]));
        yield return ("cancel", new CancelMessage(Kind, [1, 300, ulong.MaxValue]));
        yield return ("end, one of each reason", new EndMessage(
            Kind,
            [
                new RequestEnd(1, EndReason.Cancelled, 0), new RequestEnd(2, EndReason.Gone, 0), new RequestEnd(3, EndReason.NotFound, 0),
                new RequestEnd(4, EndReason.Busy, 250), new RequestEnd(5, EndReason.TooLarge, 0),
            ]));
        yield return ("chunk with a proof", new ChunkMessage(Kind, 7, 2, [hash, node.Hash], Artifact(40)));
        yield return ("chunk of an empty artifact", new ChunkMessage(Kind, 8, 0, [], Array.Empty<byte>()));
    }

    /// <summary>The artifact of the recorded session, with the test kind's limits.</summary>
    public static Blocks.Content.ContentResult SessionArtifact() => TestContents.Make(Artifact(1500));
}
