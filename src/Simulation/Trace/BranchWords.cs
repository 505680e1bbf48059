using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Simulation.Nodes;

namespace Tidings.Simulation.Trace;

/// <summary>What a timeline says of sessions, of messages as they come and go, and of what is fetched.</summary>
internal static class BranchWords
{
    public static string? Of(Inbound item) => item is InboundPeer peer ? Change(peer.Event) : null;

    public static string? Of(DedupeInput item) => item is DedupeMessage message ? Received(message.Message) : null;

    public static string? Of(PublishInput item) => item is PublishMessage message ? Received(message.Message) : null;

    public static string? Of(ServeInput item) => item is ServeMessage message ? Received(message.Message) : null;

    public static string? Of(DownloadInput item) => item switch
    {
        DownloadAnswer answer => Received(answer.Message),
        DownloadOrdered ordered when string.Join("; ", ordered.Orders.Select(Ordered).OfType<string>()) is { Length: > 0 } words => words,
        _ => null,
    };

    public static string? Of(OutboundMessage item) => $"to {Name(item.Peer)}, lane {item.Lane}: {WireWords.Of(item.Message)}";

    private static string? Ordered(DownloadOrder order) => order switch
    {
        StartDownload start =>
            $"fetches {start.Advert.Id.ToShortString()}, {start.Advert.Size} bytes, {start.Class}, from {Holders(start)}{(start.Body is null ? "" : ", pushed whole")}",
        ChangeClass change => $"{change.Advert.Id.ToShortString()} is now {change.Class}",
        _ => null,
    };

    private static string Received(DecodedMessage message) => $"from {Name(message.Peer)}, lane {message.Lane}: {WireWords.Of(message.Body)}";

    private static string Holders(StartDownload start) => string.Join(", ", start.Holders.Select(static holder => Name(holder.Peer)));

    private static string Change(PeerEvent change) => change switch
    {
        PeerJoined => $"session {change.Session} with {Name(change.Peer)} is up",
        PeerLeft => $"session {change.Session} with {Name(change.Peer)} is down",
        LaneChanged lane => $"lane {lane.Lane} of session {lane.Session} with {Name(lane.Peer)} is {(lane.IsUp ? "up" : "down")}",
        _ => change.ToString(),
    };

    private static string Name(NodeId node) => SimulatedIdentities.NameOf(node);
}
