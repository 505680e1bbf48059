using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;

namespace Tidings.Blocks.Download;

/// <summary>What leaves the download stage of a kind.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public abstract record DownloadOutput<T>
    where T : IArtifact<T>;

/// <summary>A complete, verified, decoded artifact.</summary>
internal sealed record Downloaded<T>(Candidate<T> Candidate) : DownloadOutput<T>
    where T : IArtifact<T>;

/// <summary>A demand for room, or requests and cancels for which room was granted.</summary>
internal sealed record DownloadSends<T>(BandwidthInput Item) : DownloadOutput<T>
    where T : IArtifact<T>;
