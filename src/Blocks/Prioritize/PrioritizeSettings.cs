using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Prioritize;

/// <summary>What the prioritize stage of a kind is given.</summary>
internal sealed record PrioritizeSettings<T>
    where T : IArtifact<T>
{
    public required string Kind { get; init; }

    public required KindLimits Limits { get; init; }

    public required PrioritizeOptions Options { get; init; }

    public required IPriorityPolicy<T> Policy { get; init; }

    /// <summary>What the policy looks at.</summary>
    public required IPoolView<T> View { get; init; }

    /// <summary>Is told what the policy says, for other stages.</summary>
    public LatestPolicy Latest { get; init; } = new();

    public required IPoolStatus Pool { get; init; }

    public required IDownloadBudget Budget { get; init; }

    /// <summary>The stage's own wake signal.</summary>
    public required Signal<PrioritizeWake> Wake { get; init; }

    /// <summary>To the move stage: so many bytes are wanted back from deferred artifacts.</summary>
    public required Signal<long> ReclaimDeferred { get; init; }
}
