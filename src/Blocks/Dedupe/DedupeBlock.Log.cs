using Microsoft.Extensions.Logging;
using Tidings.Blocks.Telemetry;

namespace Tidings.Blocks.Dedupe;

internal static partial class DedupeBlock
{
    [LoggerMessage(EventIds.SlotOutOfRange, LogLevel.Warning,
        "Peer {Peer} numbers artifacts of kind {Kind} beyond the {Slots} slots that it announced; its further updates of this sort are counted only.")]
    private static partial void LogOutOfRange(ILogger logger, string peer, string kind, int slots);

    [LoggerMessage(EventIds.PagesDiffer, LogLevel.Information,
        "The adverts of kind {Kind} that peer {Peer} told differ from those remembered, in {Pages} pages; it is asked to repeat them.")]
    private static partial void LogPagesDiffer(ILogger logger, string peer, string kind, int pages);
}
