using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Receive;

namespace Tidings.Simulation.Trace;

/// <summary>Digests of what flows in the trunk.</summary>
internal static class TrunkDigests
{
    public static Digest Of(Inbound item) => item switch
    {
        InboundFrame frame => Digest.Of<InboundFrame>().And(frame.Peer).And(frame.Session).And(frame.Lane).And((long)frame.Type).And(frame.Body.Length),
        InboundPeer peer => Digest.Of<InboundPeer>().And(peer.Event),
        _ => ItemDigests.Unknown(item),
    };

    public static Digest Of(PeerMessage item) => item switch
    {
        DecodedMessage message => Digest.Of<DecodedMessage>().And(message),
        PeerChanged changed => Digest.Of<PeerChanged>().And(changed.Event),
        _ => ItemDigests.Unknown(item),
    };

    public static Digest Of(OutboundMessage item) => Digest.Of<OutboundMessage>()
        .And(item.Flow).And(item.Peer).And(item.Session).And(item.Lane).And((long)item.Class).And(item.Bytes).And(item.MoreFollow).And(WireDigests.Of(item.Message));

    public static Digest Of(BandwidthInput item) => item switch
    {
        Demand demand => Digest.Of<Demand>().And(demand.Flow).And(demand.Peer).And(demand.Session).And(demand.Lane).And((long)demand.Class).And(demand.Bytes),
        OutboundMessage message => Of(message),
        GrantReturned back => Digest.Of<GrantReturned>().And(back.Flow).And(back.Peer).And(back.Session).And(back.Lane).And(back.Bytes),
        BandwidthPeer peer => Digest.Of<BandwidthPeer>().And(peer.Event),
        RoomFreed freed => Digest.Of<RoomFreed>().AndEach(
            freed.Lanes, static (digest, lane) => digest.And(lane.Peer).And(lane.Session).And(lane.Lane).And(lane.Bytes)),
        BandwidthWake => Digest.Of<BandwidthWake>(),
        _ => ItemDigests.Unknown(item),
    };
}
