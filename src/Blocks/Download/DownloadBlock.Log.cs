using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Telemetry;

namespace Tidings.Blocks.Download;

/// <summary>What the download stage tells the operator.</summary>
internal static partial class DownloadLog
{
    [LoggerMessage(EventIds.PeerBlamed, LogLevel.Warning, "Peer {Peer} sent {Offence} ({Detail}). Not logged again in this session.")]
    public static partial void Blamed(ILogger logger, string peer, Offence offence, string detail);

    [LoggerMessage(EventIds.Undecodable, LogLevel.Warning, "The bytes of {Artifact} hash to its id and are no artifact of kind {Kind}: refused for good.")]
    public static partial void Undecodable(ILogger logger, string artifact, string kind, Exception? exception);

    [LoggerMessage(EventIds.ClaimDisproved, LogLevel.Warning, "{Artifact} was advertised with rank {Claimed} and has rank {Rank}: the claim is refused.")]
    public static partial void ClaimDisproved(ILogger logger, string artifact, long claimed, long rank);

    [LoggerMessage(EventIds.SpoolFailed, LogLevel.Error, "{Artifact} ({Bytes} bytes) cannot be kept: the disk of the spool directory is full or refuses. Tried again after a while.")]
    public static partial void SpoolFailed(ILogger logger, string artifact, long bytes);
}
