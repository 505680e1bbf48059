using Microsoft.Extensions.Logging;
using Tidings.Blocks.Telemetry;

namespace Tidings.Blocks.Bandwidth;

internal sealed partial class BandwidthBlock
{
    [LoggerMessage(EventIds.DemandWithoutSignal, LogLevel.Error, "Stage {Role} of kind {Kind} asks for room and has no signal for the grant: it will send nothing.")]
    private static partial void LogNoSignal(ILogger logger, FlowRole role, string kind);
}
