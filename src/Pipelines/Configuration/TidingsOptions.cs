using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Content;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Validate;

namespace Tidings.Pipelines.Configuration;

/// <summary>
/// The stages' part of the configuration section that the node was added with: one section per property, by its name. What concerns identity, listening,
/// peers, membership and topology are sections of the runtime beside it. Read once, when the node is built; do not change it afterwards.
/// </summary>
public sealed class TidingsOptions
{
    /// <summary>Section <c>Receive</c>.</summary>
    public ReceiveOptions Receive { get; } = new();

    /// <summary>Section <c>Dedupe</c>.</summary>
    public DedupeOptions Dedupe { get; } = new();

    /// <summary>Section <c>Prioritize</c>.</summary>
    public PrioritizeOptions Prioritize { get; } = new();

    /// <summary>Section <c>Download</c>.</summary>
    public DownloadOptions Download { get; } = new();

    /// <summary>Section <c>Validate</c>.</summary>
    public ValidateOptions Validate { get; } = new();

    /// <summary>Section <c>Pool</c>.</summary>
    public PoolOptions Pool { get; } = new();

    /// <summary>Section <c>Publish</c>.</summary>
    public PublishOptions Publish { get; } = new();

    /// <summary>Section <c>Serve</c>.</summary>
    public ServeOptions Serve { get; } = new();

    /// <summary>Section <c>Bandwidth</c>.</summary>
    public BandwidthOptions Bandwidth { get; } = new();

    /// <summary>Section <c>Ledger</c>.</summary>
    public LedgerOptions Ledger { get; } = new();

    /// <summary>Section <c>Scores</c>.</summary>
    public ScoreOptions Scores { get; } = new();

    /// <summary>Section <c>Content</c>.</summary>
    public ContentOptions Content { get; } = new();

    /// <summary>Section <c>Kinds</c>: the limits of each kind by its name. What is configured goes over what <c>WithLimits</c> said.</summary>
    public IReadOnlyDictionary<string, KindLimits> Kinds { get; internal set; } = new Dictionary<string, KindLimits>(StringComparer.Ordinal);
}
