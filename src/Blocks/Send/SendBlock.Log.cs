using Microsoft.Extensions.Logging;
using Tidings.Blocks.Telemetry;

namespace Tidings.Blocks.Send;

internal sealed partial class SendBlock
{
    [LoggerMessage(EventIds.SessionGone, LogLevel.Debug, "Session {Session} with {Peer} was gone when a message for it came to be sent; it and what follows is dropped.")]
    private static partial void LogGone(ILogger logger, string peer, long session);
}
