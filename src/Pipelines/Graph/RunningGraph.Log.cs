using Microsoft.Extensions.Logging;
using Tidings.Pipelines.Telemetry;

namespace Tidings.Pipelines.Graph;

internal sealed partial class RunningGraph
{
    [LoggerMessage(EventIds.GraphStarted, LogLevel.Information, "Graph of {Stages} stages started:\n{Description}")]
    private static partial void GraphStarted(ILogger logger, int stages, GraphDescription description);

    [LoggerMessage(EventIds.StageFaulted, LogLevel.Error, "Stage {Stage} faulted; its branch has stopped, the others go on.")]
    private static partial void StageFaulted(ILogger logger, string stage, Exception exception);

    [LoggerMessage(EventIds.GraphDrained, LogLevel.Debug, "Graph drained and stopped.")]
    private static partial void GraphDrained(ILogger logger);

    [LoggerMessage(EventIds.GraphAbandoned, LogLevel.Warning, "Graph stopped after {DrainTimeout} with work left. Items dropped per edge: {Edges}. Stages not ended: {Stages}.")]
    private static partial void GraphAbandoned(ILogger logger, TimeSpan drainTimeout, string edges, string stages);

    [LoggerMessage(EventIds.StoppedBadly, LogLevel.Warning, "Work that was given up threw when it was told to stop.")]
    private static partial void StoppedBadly(ILogger logger, Exception exception);
}
