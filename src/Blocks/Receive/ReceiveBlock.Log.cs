using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Telemetry;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Receive;

internal sealed partial class ReceiveBlock
{
    [LoggerMessage(EventIds.FrameRefused, LogLevel.Warning, "Refused a {Type} of {Peer} on lane {Lane}: {Error}. Further ones of this session are only counted.")]
    private static partial void LogRefused(ILogger logger, NodeId peer, FrameType type, WireError error, int lane);
}
