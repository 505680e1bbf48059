using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Move;

/// <summary>What the move stage of a kind is given.</summary>
internal sealed record MoveSettings<T>
    where T : IArtifact<T>
{
    public required string Kind { get; init; }

    public required ArtifactPool<T> Pool { get; init; }

    public required PoolOptions Options { get; init; }

    /// <summary>How urgent an artifact is that is made here.</summary>
    public Func<Advert, FetchPriority> ClassOf { get; init; } = static _ => FetchPriority.Fetch;

    public required IHolderIndex Holders { get; init; }

    public required IOffenceSink Offences { get; init; }

    /// <summary>To the dedupe stage: what is known of artifacts changed.</summary>
    public required Signal<DedupePool> StatusChanged { get; init; }

    /// <summary>To the prioritize stage: the validated section changed or room came free.</summary>
    public required Signal<PrioritizeWake> PoolChanged { get; init; }

    /// <summary>To the move stage itself: remembered refusals are to be looked at.</summary>
    public required Signal<bool> Wake { get; init; }
}
