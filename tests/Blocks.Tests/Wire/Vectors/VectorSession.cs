using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using static Tidings.Blocks.Tests.Wire.Vectors.VectorMessages;

namespace Tidings.Blocks.Tests.Wire.Vectors;

/// <summary>
/// The recorded session: one lane, from HELLO to a transferred artifact and GOODBYE. The dialler has nothing; the acceptor has one artifact of
/// two chunks.
/// </summary>
internal static class VectorSession
{
    public const string Dialler = "dialler";
    public const string Acceptor = "acceptor";

    public static IEnumerable<(string From, string What, WireMessage Message)> Steps()
    {
        var artifact = SessionArtifact();
        var content = artifact.Content!;
        var maker = VectorKeys.Node("tidings vector key 2");
        var members = new Hash256([.. Enumerable.Repeat((byte)0x5A, 32)]);
        PeerKind[] kinds = [new(Kind, 4096, 1024, 1 << 20, null)];
        yield return (Dialler, "who dialled speaks first", new HelloMessage(1, "vectors", 0xD1, 0, 0xD2, 0, 1, members, kinds));
        yield return (Acceptor, "HELLO was in order: the answer, and READY behind it", new HelloMessage(1, "vectors", 0xA1, 0, 0xA2, 0, 1, members, kinds));
        yield return (Acceptor, "", new ReadyMessage());
        yield return (Dialler, "the session begins for both", new ReadyMessage());
        yield return (Acceptor, "its one artifact, in its first slot, with its first commit",
            new SlotsMessage(Kind, [new SlotUpdate(0, 1, new Advert(artifact.Id, content.Size, 0, maker), null)]));
        yield return (Acceptor, "that was all", new SyncedMessage(Kind, []));
        yield return (Dialler, "it has nothing to advertise", new SyncedMessage(Kind, []));
        yield return (Dialler, "both chunks, to be answered on lane 0: no other is up",
            new RequestsMessage(Kind, [new ChunkRequest(1, artifact.Id, 0, 0, FetchPriority.Fetch), new ChunkRequest(2, artifact.Id, 1, 0, FetchPriority.Fetch)]));
        yield return (Acceptor, "each chunk ends its request", new ChunkMessage(Kind, 1, 0, content.Proof(0), content.Chunk(0)));
        yield return (Acceptor, "", new ChunkMessage(Kind, 2, 1, content.Proof(1), content.Chunk(1)));
        yield return (Dialler, "verified and validated: the acceptor's commit 1 is held", new HeldMessage(Kind, [new CommitRange(1, 1)]));
        yield return (Dialler, "two seconds later", new HeartbeatMessage(1, 0, 1, members));
        yield return (Dialler, "", new HeldDigestMessage(Kind, 1, SlotDigest.OfCommit(1)));
        yield return (Acceptor, "the answer to the heartbeat, and its own", new HeartbeatMessage(1, 1, 1, members));
        yield return (Acceptor, "what it told of page 0", new DigestsMessage(Kind, [new PageDigest(0, SlotDigest.OfSlot(0, 1))]));
        yield return (Acceptor, "the artifact left its pool", new SlotsMessage(Kind, [new SlotUpdate(0, 2, null, null)]));
        yield return (Acceptor, "", new GoodbyeMessage((uint)GoodbyeCode.Stopping, "the node is stopping"));
    }
}
