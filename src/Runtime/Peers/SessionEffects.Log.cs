using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Peers;

internal sealed partial class SessionEffects
{
    [LoggerMessage(EventIds.SessionBegan, LogLevel.Information, "Session {Session} with {Peer} began.")]
    private partial void LogSessionBegan(long session, NodeId peer);

    [LoggerMessage(EventIds.SessionEnded, LogLevel.Information, "Session {Session} with {Peer} ended, {Reason}: {Detail}.")]
    private partial void LogSessionEnded(long session, NodeId peer, DisconnectReason reason, string detail);

    [LoggerMessage(
        EventIds.KeyUsedTwice,
        LogLevel.Warning,
        "{Incarnations} processes showed the key of {Peer} within {Window}: is one identity used by two nodes? It is refused for {Time}.")]
    private partial void LogKeyUsedTwice(NodeId peer, int incarnations, TimeSpan window, TimeSpan time);
}
