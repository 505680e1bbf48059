using Microsoft.Extensions.Logging;
using Tidings.Blocks.Telemetry;

namespace Tidings.Blocks.Serve;

internal sealed partial class ServeBlock
{
    [LoggerMessage(EventIds.RequestsFlooded, LogLevel.Warning, "Peer {Peer} breaks the rules of requests for kind {Kind}, and is counted: {Detail}.")]
    private static partial void LogOffence(ILogger logger, string peer, string kind, string detail);
}
