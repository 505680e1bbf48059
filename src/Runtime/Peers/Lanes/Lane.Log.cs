using Microsoft.Extensions.Logging;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Peers.Lanes;

internal sealed partial class Lane
{
    [LoggerMessage(EventIds.LaneFailed, LogLevel.Error, "Lane {Lane} to {Peer} failed in our own code; it is closed and dialled again.")]
    private partial void LogFailed(Exception exception, string peer, int lane);

    [LoggerMessage(EventIds.LaneAbandoned, LogLevel.Debug, "Lane {Lane} to {Peer} ended with {Messages} messages unwritten; they are asked for again.")]
    private partial void LogAbandoned(string peer, int lane, int messages);
}
