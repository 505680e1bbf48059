using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Download;

/// <summary>What the download stage of a kind is given.</summary>
internal sealed record DownloadSettings<T>
    where T : IArtifact<T>
{
    public required string Kind { get; init; }

    public required KindLimits Limits { get; init; }

    public required DownloadOptions Options { get; init; }

    public required IArtifactCodec<T> Codec { get; init; }

    public required ContentStore Contents { get; init; }

    public required IPoolStatus Pool { get; init; }

    public required IOffenceSink Offences { get; init; }

    public required DownloadStatistics Statistics { get; init; }

    /// <summary>The stage's own wake signal.</summary>
    public required Signal<DownloadWake> Wake { get; init; }

    /// <summary>To the prioritize stage: downloads that ended.</summary>
    public required Signal<PrioritizeFinished> Finished { get; init; }
}
