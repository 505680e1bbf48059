using Microsoft.Extensions.Logging;
using Tidings.Blocks.Telemetry;

namespace Tidings.Blocks.Prioritize;

/// <summary>What the prioritize stage tells the operator.</summary>
internal static partial class PrioritizeLog
{
    [LoggerMessage(EventIds.SnapshotFailed, LogLevel.Error, "The priority policy threw instead of taking a snapshot; the last good one stays. Not logged again until it works.")]
    public static partial void SnapshotFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventIds.JudgementFailed, LogLevel.Error, "The priority policy threw over {Artifact}, which is stashed. Not logged again until the next snapshot.")]
    public static partial void JudgementFailed(ILogger logger, Exception exception, string artifact);

    [LoggerMessage(EventIds.AdvertsDisplaced, LogLevel.Warning, "{Displaced} adverts were displaced: a peer brought more than AdvertsPerPeerMax, or the buffer is full. Not logged again until there is room.")]
    public static partial void AdvertsDisplaced(ILogger logger, int displaced);
}
