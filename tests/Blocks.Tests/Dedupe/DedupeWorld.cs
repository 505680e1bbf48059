using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Dedupe;

/// <summary>A dedupe core with its surroundings, in few words.</summary>
internal sealed class DedupeWorld
{
    public DedupeWorld(int slots = 1024, DedupeOptions? options = null)
    {
        Options = options ?? new DedupeOptions();
        Index = new HolderIndex(Options);
        Core = new DedupeCore(new DedupeSettings(Some.Kind, slots, Options), Pool, Index, Kept, Buffers);
    }

    public DedupeOptions Options { get; }

    public FakePool Pool { get; } = new();

    public FakeBuffers Buffers { get; } = new();

    public HolderIndex Index { get; }

    public KeptTables Kept { get; } = new();

    public DedupeCore Core { get; }

    public TimeSpan Now { get; set; }

    public DedupeEffects Last { get; private set; } = new();

    public IReadOnlyList<HolderChange> Changes => [.. Last.ToOutputs().OfType<HoldersChanged>().SelectMany(output => output.Changes)];

    public IReadOnlyList<HeldEntry> Due => [.. Last.ToOutputs().OfType<HeldDue>().SelectMany(output => output.Entries)];

    public IReadOnlyList<ulong> Unresolved => [.. Last.ToOutputs().OfType<UnresolvedDue>().SelectMany(output => output.Commits)];

    public IReadOnlyList<HeldEntry> Ended => [.. Last.ToOutputs().OfType<HeldEnded>().SelectMany(output => output.Entries)];

    public DedupeWorld Join(int peer, long session, ulong incarnation = 1, int slots = 1024) =>
        Handle(new DedupePeer(Some.Joined(Some.Peer(peer), session, incarnation, slots)));

    public DedupeWorld Leave(int peer, long session, bool removed = false) =>
        Handle(new DedupePeer(new PeerLeft(Some.Peer(peer), session, removed)));

    public DedupeWorld Tell(int peer, long session, params SlotUpdate[] updates) => Say(peer, session, new SlotsMessage(Some.Kind, updates));

    public DedupeWorld TellShort(int peer, long session, params ShortAdvert[] shorts) => Say(peer, session, new SlotsMessage(Some.Kind, []) { Shorts = shorts });

    public DedupeWorld Sync(int peer, long session, params uint[] kept) => Say(peer, session, new SyncedMessage(Some.Kind, kept));

    public DedupeWorld Digests(int peer, long session, params PageDigest[] pages) => Say(peer, session, new DigestsMessage(Some.Kind, pages));

    public DedupeWorld PoolSays(int artifact, ArtifactStatus status)
    {
        Pool.Set(Some.Id(artifact), status);
        return Handle(new DedupePool([Some.Id(artifact)]));
    }

    public IEnumerable<NodeId> HoldersOf(int artifact) => Index.HoldersOf(Some.Id(artifact)).Select(holder => holder.Peer);

    private DedupeWorld Say(int peer, long session, WireMessage message) =>
        Handle(new DedupeMessage(Some.Message(Some.Peer(peer), session, message)));

    public DedupeWorld Handle(DedupeInput input)
    {
        Last = Core.Handle(input, Now);
        return this;
    }
}
