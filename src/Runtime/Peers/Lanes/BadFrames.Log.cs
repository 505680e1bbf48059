using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Peers.Lanes;

internal sealed partial class BadFrames
{
    [LoggerMessage(EventIds.FrameRefused, LogLevel.Warning, "A frame of {Peer} on lane {Lane} cannot be read: {Error}. The lane is closed; further ones are only counted.")]
    private partial void LogRefused(NodeId peer, int lane, WireError error);
}
