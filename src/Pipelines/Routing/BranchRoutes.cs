using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Tidings.Pipelines.Routing;

/// <summary>Which messages of the trunk go where in one kind's branch. Changes in who is connected go everywhere.</summary>
internal sealed class BranchRoutes(string kind)
{
    public DedupeInput? ToDedupe(PeerMessage message) => message switch
    {
        PeerChanged changed => new DedupePeer(changed.Event),
        DecodedMessage { Body: SlotsMessage or SyncedMessage or DigestsMessage } decoded when decoded.Kind == kind => new DedupeMessage(decoded),
        _ => null,
    };

    public DownloadInput? ToDownload(PeerMessage message) => message switch
    {
        PeerChanged changed => new DownloadPeer(changed.Event),
        DecodedMessage { Body: ChunkMessage or EndMessage } decoded when decoded.Kind == kind => new DownloadAnswer(decoded),
        _ => null,
    };

    public PublishInput? ToPublishFromPeer(PeerMessage message) => message switch
    {
        PeerChanged changed => new PublishPeer(changed.Event),
        DecodedMessage { Body: HeldMessage or HeldDigestMessage or MismatchMessage } decoded when decoded.Kind == kind => new PublishMessage(decoded),
        _ => null,
    };

    public ServeInput? ToServe(PeerMessage message) => message switch
    {
        PeerChanged changed => new ServePeer(changed.Event),
        DecodedMessage { Body: RequestsMessage or CancelMessage } decoded when decoded.Kind == kind => new ServeMessage(decoded),
        _ => null,
    };

    public static BandwidthInput? ToBandwidth(PeerMessage message) => message is PeerChanged changed ? new BandwidthPeer(changed.Event) : null;

    public static PrioritizeInput? ToPrioritize(DedupeOutput output) => output is HoldersChanged changed ? new PrioritizeHolders(changed) : null;

    public static PublishInput? ToPublish(DedupeOutput output) => output is DedupeOwed owed ? new PublishOwed(owed) : null;
}
