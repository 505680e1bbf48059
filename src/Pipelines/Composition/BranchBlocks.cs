using System.Threading.Tasks.Dataflow;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Move;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Validate;
using Tidings.Pipelines.Publishing;

namespace Tidings.Pipelines.Composition;

/// <summary>What one node keeps for one kind, and the blocks that are made of it.</summary>
internal sealed class BranchBlocks<T> : BranchParts
    where T : IArtifact<T>
{
    private readonly ArtifactKind<T> _kind;
    private readonly NodeServices _node;
    private readonly HolderIndex _holders;
    private readonly KeptTables _kept = new();
    private readonly LatestPolicy _latest = new();
    private readonly DownloadStatistics _statistics = new();
    private PoolDirectory? _pools;
    private IArtifactCodec<T>? _codec;
    private IValidator<T>? _validator;
    private IPriorityPolicy<T>? _policy;

    public BranchBlocks(ArtifactKind<T> kind, KindLimits limits, NodeServices node, IServiceProvider provider)
    {
        _kind = kind;
        _node = node;
        Limits = limits;
        Branch = new Branch<T>(kind.Name);
        _holders = new HolderIndex(node.Options.Dedupe);
        Pool = (ArtifactPool<T>)provider.GetRequiredService(kind.Pool);
        Pool.Attach(new PoolSettings(kind.Name, limits, node.Options.Pool, node.Ledger.Pool(kind.Name), node.World.Time));
        Receipts = new ReceiptBook(node.Options.Publish, Pool, node.World.Time);
    }

    public Branch<T> Branch { get; }

    public ArtifactPool<T> Pool { get; }

    public ReceiptBook Receipts { get; }

    public IArtifactCodec<T> Codec => _codec ?? throw Unresolved();

    public override string Kind => _kind.Name;

    public override KindLimits Limits { get; }

    public override IKeptTables Kept => _kept;

    public override IPoolFacts Facts => Pool;

    public override IPoolReader Reader => Pool;

    public override int Count => Pool.Count;

    public override ulong PoolDigest => Pool.Digest;

    public override int Held => Pool.Count + Pool.UnvalidatedCount;

    public override int Advertised => _holders.Count;

    public override KindFigures Figures => new(
        Kind,
        Pool.Count,
        Pool.UnvalidatedCount,
        _statistics.Bytes,
        _statistics.DuplicateBytes,
        _statistics.Chunks,
        _statistics.Hedges,
        _statistics.Artifacts,
        _statistics.ArtifactsFromRelays);

    public override void Resolve(IServiceProvider provider, PoolDirectory pools)
    {
        _pools = pools;
        _codec = (IArtifactCodec<T>)provider.GetRequiredService(_kind.Codec!);
        _validator = (IValidator<T>)provider.GetRequiredService(_kind.Validator!);
        _policy = (IPriorityPolicy<T>)provider.GetRequiredService(_kind.Policy);
    }

    public override IEnumerable<KeyValuePair<Flow, Signal<Grants>>> Grants(StageContext context) =>
    [
        new(new Flow(Kind, FlowRole.Download), context.Signal(Branch.DownloadGranted)),
        new(new Flow(Kind, FlowRole.Publish), context.Signal(Branch.PublishGranted)),
        new(new Flow(Kind, FlowRole.Serve), context.Signal(Branch.ServeGranted)),
    ];

    public IPropagatorBlock<DedupeInput, DedupeOutput> Dedupe(StageContext context) =>
        DedupeBlock.Create(
            new DedupeSettings(Kind, Limits.Slots, _node.Options.Dedupe), Pool, _holders, _kept, _node.Ledger, _node.World.Offences, context.Signal(Branch.DedupePool), context);

    public IPropagatorBlock<PrioritizeInput, DownloadOrder> Prioritize(StageContext context) => PrioritizeBlock.Create(
        new PrioritizeSettings<T>
        {
            Kind = Kind,
            Limits = Limits,
            Options = _node.Options.Prioritize,
            Policy = _policy ?? throw Unresolved(),
            View = Pool,
            Latest = _latest,
            Pool = Pool,
            Budget = _node.Ledger.Downloads(Kind),
            Wake = context.Signal(Branch.PrioritizeWake),
            ReclaimDeferred = context.Signal(Branch.MoveReclaim),
        },
        context);

    public IPropagatorBlock<DownloadInput, DownloadOutput<T>> Download(StageContext context) => DownloadBlock.Create(
        new DownloadSettings<T>
        {
            Kind = Kind,
            Limits = Limits,
            Options = _node.Options.Download,
            Codec = Codec,
            Contents = _node.Contents,
            Pool = Pool,
            Offences = _node.World.Offences,
            Statistics = _statistics,
            Wake = context.Signal(Branch.DownloadWake),
            Finished = context.Signal(Branch.PrioritizeFinished),
        },
        context);

    public IPropagatorBlock<Candidate<T>, Judged<T>> Validate(StageContext context) =>
        ValidateBlock.Create(Kind, _validator ?? throw Unresolved(), _node.Options.Validate, _pools ?? throw Unresolved(), context);

    public IPropagatorBlock<MoveInput<T>, PublishInput> Move(StageContext context) => MoveBlock.Create(
        new MoveSettings<T>
        {
            Kind = Kind,
            Pool = Pool,
            Options = _node.Options.Pool,
            ClassOf = _latest.ClassOf,
            Holders = _holders,
            Offences = _node.World.Offences,
            StatusChanged = context.Signal(Branch.DedupePool),
            PoolChanged = context.Signal(Branch.PrioritizeWake),
            Wake = context.Signal(Branch.MoveWake),
        },
        context);

    public IPropagatorBlock<PublishInput, BandwidthInput> Publish(StageContext context) => PublishBlock.Create(
        new PublishSettings(Kind, _node.World.Self, _node.World.Incarnation, Limits, _node.Options.Publish) { AreNeighbours = _node.World.AreNeighbours },
        _holders,
        Receipts,
        _node.World.Offences,
        context.Signal(Branch.PublishWake),
        context);

    public IPropagatorBlock<ServeInput, BandwidthInput> Serve(StageContext context) =>
        ServeBlock.Create(new ServeSettings(Kind, Limits.ChunkSize, _node.Options.Serve), Pool, _node.World.Offences, context);

    private InvalidOperationException Unresolved() => new($"The branch of the kind \"{Kind}\" is not complete yet.");
}
