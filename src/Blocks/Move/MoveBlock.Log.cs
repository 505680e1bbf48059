using Microsoft.Extensions.Logging;
using Tidings.Blocks.Telemetry;

namespace Tidings.Blocks.Move;

/// <summary>Logs of the move stage.</summary>
internal static partial class MoveLog
{
    [LoggerMessage(EventIds.PoolHookFailed, LogLevel.Critical, "The pool of {Kind} threw: its state is in doubt and the branch stops")]
    public static partial void HookFailed(ILogger logger, Exception exception, string kind);

    [LoggerMessage(
        EventIds.DeferredGivenUp,
        LogLevel.Warning,
        "Deferred artifacts of {Kind} are given up to make room; they are fetched again later. Not repeated until one is validated")]
    public static partial void GivenUp(ILogger logger, string kind);

    [LoggerMessage(
        EventIds.ArrivedWithoutRoom,
        LogLevel.Warning,
        "An artifact of {Kind} arrived without a place in a full pool and was dropped. Not repeated until one is validated")]
    public static partial void NoRoom(ILogger logger, string kind);
}
