using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Move;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Serve;

namespace Tidings.Pipelines;

/// <summary>The typed keys of one kind's stages: what the graph's verbs are given. Immutable and thread-safe.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public sealed class Branch<T>
    where T : IArtifact<T>
{
    /// <summary>The branch of a kind; whether a graph has it is found when the graph is edited.</summary>
    /// <param name="kind">The kind's name.</param>
    public Branch(string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        Kind = kind;
        Dedupe = new($"{kind}/dedupe");
        Prioritize = new($"{kind}/prioritize");
        Download = new($"{kind}/download");
        Validate = new($"{kind}/validate");
        Move = new($"{kind}/move");
        Publish = new($"{kind}/publish");
        Serve = new($"{kind}/serve");
    }

    /// <summary>The kind's name.</summary>
    public string Kind { get; }

    /// <summary>The neighbours' slot tables: who holds what.</summary>
    public Stage<DedupeInput, DedupeOutput> Dedupe { get; }

    /// <summary>What is wanted most, and for what there is memory.</summary>
    public Stage<PrioritizeInput, DownloadOrder> Prioritize { get; }

    /// <summary>Fetches chunks from the holders.</summary>
    public Stage<DownloadInput, DownloadOutput<T>> Download { get; }

    /// <summary>The upper layer's judgement.</summary>
    public Stage<Candidate<T>, Judged<T>> Validate { get; }

    /// <summary>The only writer of the pool; publications and removals enter the graph here.</summary>
    public Stage<MoveInput<T>, PublishInput> Move { get; }

    /// <summary>Tells the neighbours what is held here.</summary>
    public Stage<PublishInput, BandwidthInput> Publish { get; }

    /// <summary>Answers requests for chunks.</summary>
    public Stage<ServeInput, BandwidthInput> Serve { get; }

    internal SignalKey<DedupePool> DedupePool => new($"{Kind}/dedupe/pool");

    internal SignalKey<PrioritizeWake> PrioritizeWake => new($"{Kind}/prioritize/wake");

    internal SignalKey<PrioritizeFinished> PrioritizeFinished => new($"{Kind}/prioritize/finished");

    internal SignalKey<Grants> DownloadGranted => new($"{Kind}/download/granted");

    internal SignalKey<DownloadWake> DownloadWake => new($"{Kind}/download/wake");

    internal SignalKey<bool> MoveWake => new($"{Kind}/move/wake");

    internal SignalKey<long> MoveReclaim => new($"{Kind}/move/reclaim");

    internal SignalKey<Grants> PublishGranted => new($"{Kind}/publish/granted");

    internal SignalKey<PublishWake> PublishWake => new($"{Kind}/publish/wake");

    internal SignalKey<Grants> ServeGranted => new($"{Kind}/serve/granted");

    /// <summary>The kind's name.</summary>
    public override string ToString() => Kind;
}
