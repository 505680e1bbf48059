using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>A publish core of node 5 with its surroundings; grants only when told to.</summary>
internal sealed class PublishWorld
{
    public const ulong Incarnation = 9;
    public static readonly NodeId Self = Some.Peer(5);

    /// <param name="options">Marks go at once, and what changes waits for the answer to each push, unless it says otherwise.</param>
    /// <param name="slots">Of this node's table.</param>
    public PublishWorld(PublishOptions? options = null, int slots = 2048)
    {
        Options = options ?? new PublishOptions { GatherFor = TimeSpan.Zero, GatherFromPushes = 1 };
        Index = new HolderIndex(new DedupeOptions());
        Receipts = new ReceiptBook(Options, new FakePool(), new VirtualWorld().Time);
        var limits = new KindLimits { Slots = slots, PushBelowBytes = 100 };
        Core = new PublishCore(new PublishSettings(Some.Kind, Self, Incarnation, limits, Options) { AreNeighbours = (one, other) => Neighbours.Contains((one, other)) }, Index, Receipts);
    }

    public PublishOptions Options { get; }

    /// <summary>Makers and peers that are known to be neighbours.</summary>
    public HashSet<(NodeId, NodeId)> Neighbours { get; } = [];

    public HolderIndex Index { get; }

    public ReceiptBook Receipts { get; }

    public PublishCore Core { get; }

    public TimeSpan Now { get; private set; }

    public PublishEffects Last { get; private set; } = new();

    public Dictionary<NodeId, Demand> Demands { get; } = [];

    public PublishWorld Handle(PublishInput input)
    {
        Last = Core.Handle(input, Now);
        foreach (var demand in Last.Outputs.OfType<Demand>())
        {
            Demands[demand.Peer] = demand;
        }

        return this;
    }

    public PublishWorld Join(int peer, long session, KeptTable? kept = null, ulong incarnation = 1) =>
        Handle(new PublishPeer(Some.Joined(Some.Peer(peer), session, incarnation, kept: kept)));

    public PublishWorld Leave(int peer, long session, bool removed = false) => Handle(new PublishPeer(new PeerLeft(Some.Peer(peer), session, removed)));

    public PublishWorld Gain(int artifact, long size = 5_000, NodeId? maker = null, BytesContent? content = null) => Handle(new PublishChanges(
        [new SlotChange(Some.Advert(artifact, size, 0, maker ?? Self), true, content ?? new BytesContent((int)size))]));

    public PublishWorld Lose(int artifact) => Handle(new PublishChanges([new SlotChange(Some.Advert(artifact), false, null)]));

    public PublishWorld Say(int peer, long session, WireMessage message) => Handle(new PublishMessage(Some.Message(Some.Peer(peer), session, message)));

    public PublishWorld Pass(TimeSpan time)
    {
        Now += time;
        return Handle(new PublishWake());
    }

    /// <summary>Grants what is asked for one peer until it asks for nothing more; what was said to it.</summary>
    public List<WireMessage> Hear(int peer, int? bytes = null)
    {
        var heard = new List<WireMessage>();
        var grants = 0;
        while (Demands.Remove(Some.Peer(peer), out var demand))
        {
            Assert.That(++grants, Is.LessThan(1_000), "asks for room again and again and does not use it");
            var grant = new Grant(demand.Peer, demand.Session, 0, demand.Class, bytes ?? demand.Bytes);
            Handle(new PublishGranted(new Grants([grant])));
            heard.AddRange(Last.Outputs.OfType<OutboundMessage>().Select(outbound => outbound.Message));
        }

        return heard;
    }

    /// <summary>The states of an artifact's receipt, in the order of the peers.</summary>
    public IEnumerable<ReceiptState> StatesOf(int artifact) => Receipts.Open(Some.Id(artifact)).Peers.Select(peer => peer.State);

    /// <summary>The slots that a peer is told of, in full or in short.</summary>
    public List<uint> HearSlots(int peer) =>
        [.. Hear(peer).OfType<SlotsMessage>().SelectMany(message => message.Updates.Select(update => update.Slot).Concat(message.Shorts.Select(update => update.Slot)))];

    public List<SlotUpdate> HearUpdates(int peer) => [.. Hear(peer).OfType<SlotsMessage>().SelectMany(message => message.Updates)];
}
