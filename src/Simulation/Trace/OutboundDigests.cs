using Tidings.Blocks.Publish;
using Tidings.Blocks.Serve;

namespace Tidings.Simulation.Trace;

/// <summary>Digests of what flows in a branch from the pool to the peers.</summary>
internal static class OutboundDigests
{
    public static Digest Of(PublishInput item) => item switch
    {
        PublishChanges changes => Digest.Of<PublishChanges>().AndEach(changes.Changes, static (digest, change) => digest.And(change.Advert).And(change.IsHeld)),
        PublishMessage message => Digest.Of<PublishMessage>().And(message.Message),
        PublishReleased released => Digest.Of<PublishReleased>().AndEach(released.Ids, static (digest, id) => digest.And(id)),
        PublishOwed owed => Digest.Of<PublishOwed>().And(InboundDigests.Of(owed.Owed)),
        PublishPeer peer => Digest.Of<PublishPeer>().And(peer.Event),
        PublishGranted granted => Digest.Of<PublishGranted>().And(granted.Grants),
        PublishWake => Digest.Of<PublishWake>(),
        _ => ItemDigests.Unknown(item),
    };

    public static Digest Of(ServeInput item) => item switch
    {
        ServeMessage message => Digest.Of<ServeMessage>().And(message.Message),
        ServePeer peer => Digest.Of<ServePeer>().And(peer.Event),
        ServeGranted granted => Digest.Of<ServeGranted>().And(granted.Grants),
        _ => ItemDigests.Unknown(item),
    };
}
