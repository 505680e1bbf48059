using Tidings.Blocks.Artifacts;
using Tidings.Pipelines;
using Tidings.Pipelines.DependencyInjection;

namespace Tidings.Node.Files;

/// <summary>The file kind of the node application.</summary>
public static class FileKind
{
    /// <summary>Its name in configuration and on the wire.</summary>
    public const string Name = "file";

    /// <summary>Artifacts that a pool has room for unless the configuration says otherwise.</summary>
    internal const int Slots = 16 << 10;

    /// <summary>Its stages, for rewiring.</summary>
    public static Branch<FileArtifact> Branch { get; } = Stages.Of<FileArtifact>(Name);

    /// <summary>Adds the file kind to a node. Its limits can be set in the configuration, under Kinds:file.</summary>
    /// <param name="node">The node.</param>
    public static ITidingsBuilder AddFiles(this ITidingsBuilder node) => node.AddArtifact<FileArtifact>(Name, kind => kind
        .WithCodec<FileCodec>()
        .WithLimits(SetDefaults)
        .ValidatedBy<FileValidator>()
        .PrioritizedBy<FilePriority>()
        .StoredIn<FilePool>());

    // Files rather than shares: larger artifacts and pool than a kind's defaults; what is above 64 MiB is spooled and does not count.
    private static void SetDefaults(KindLimits limits)
    {
        limits.MaxBytes = 64L << 30;
        limits.Slots = Slots;
        limits.PoolBytes = 512L << 20;
        limits.DownloadBytes = 256L << 20;
    }
}
