using Microsoft.Extensions.Logging;
using Tidings.Blocks.Telemetry;

namespace Tidings.Blocks.Publish;

internal sealed partial class PublishBlock
{
    [LoggerMessage(EventIds.HeldMarksDiffer, LogLevel.Information,
        "The held marks of kind {Kind} that peer {Peer} says it gave differ from those received; it is asked to repeat them.")]
    private static partial void LogHeldMarksDiffer(ILogger logger, string peer, string kind);

    [LoggerMessage(EventIds.HeldMarksFlooded, LogLevel.Warning,
        "Peer {Peer} gave more held marks of kind {Kind} than there are adverts; its further marks of this sort are counted only.")]
    private static partial void LogHeldMarksFlooded(ILogger logger, string peer, string kind);
}
