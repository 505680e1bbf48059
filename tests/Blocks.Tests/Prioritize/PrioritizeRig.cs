using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Tests.Download;

namespace Tidings.Blocks.Tests.Prioritize;

/// <summary>The prioritize block as a graph would make it.</summary>
internal static class PrioritizeRig
{
    public static readonly SignalKey<PrioritizeWake> Wake = new("file/prioritize/wake");

    public static IPropagatorBlock<PrioritizeInput, DownloadOrder> Make(StageContext context, BufferWorld world, ScriptedPolicy policy) =>
        PrioritizeBlock.Create(
            new PrioritizeSettings<Blob>
            {
                Kind = "file",
                Limits = new KindLimits(),
                Options = new PrioritizeOptions(),
                Policy = policy,
                View = policy,
                Pool = world,
                Budget = world,
                Wake = context.Signal(Wake),
                ReclaimDeferred = context.Signal(new SignalKey<long>("file/move/reclaim")),
            },
            context);
}

/// <summary>A policy, and a view of an empty pool, that do what a test says.</summary>
internal sealed class ScriptedPolicy : IPriorityPolicy<Blob>, IPoolView<Blob>
{
    public Func<Advert, FetchPriority> Judge { get; set; } = _ => FetchPriority.Fetch;

    public bool SnapshotThrows { get; set; }

    public int Count { get; set; }

    public int UnvalidatedCount => 0;

    public long TopRank => long.MinValue;

    public Func<Advert, FetchPriority> Snapshot(IPoolView<Blob> pool) =>
        SnapshotThrows ? throw new InvalidOperationException("the author's snapshot fails") : Judge;

    public bool Contains(ArtifactId id) => false;

    public bool TryGet(ArtifactId id, [NotNullWhen(true)] out Blob? artifact)
    {
        artifact = null;
        return false;
    }

    public IReadOnlyList<ArtifactId> Ids() => [];
}
