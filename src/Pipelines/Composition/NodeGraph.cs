using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;
using Tidings.Pipelines.Configuration;
using Tidings.Pipelines.Graph;
using Tidings.Pipelines.Publishing;

namespace Tidings.Pipelines.Composition;

/// <summary>
/// One node's graph with all that its stages share: built from the registered kinds, started once, stopped once. What the sessions and the upper layer
/// need of it is here. Thread-safe.
/// </summary>
internal sealed class NodeGraph
{
    private readonly NodeServices _node;
    private readonly GraphBlueprint _blueprint;
    private readonly Dictionary<string, BranchParts> _branches;
    private readonly TaskCompletionSource<RunningGraph> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeGraph(NodeServices node, GraphBlueprint blueprint, Dictionary<string, BranchParts> branches)
    {
        _node = node;
        _blueprint = blueprint;
        _branches = branches;
        Branches = [.. node.Kinds.Select(kind => branches[kind.Key])];
    }

    /// <summary>The kinds, in the order in which they were added.</summary>
    public IReadOnlyList<BranchParts> Branches { get; }

    public ByteLedger Ledger => _node.Ledger;

    public IWireCodec Wire => _node.Wire;

    public TidingsOptions Options => _node.Options;

    /// <summary>The graph, once it runs.</summary>
    public Task<RunningGraph> Started => _started.Task;

    /// <summary>What each kind holds and has moved so far, in the order in which the kinds were added.</summary>
    public IReadOnlyList<KindFigures> Figures => [.. Branches.Select(branch => branch.Figures)];

    /// <summary>Items that wait in the edges of the running graph; 0 before the start.</summary>
    public long ItemsWaiting => _started.Task.IsCompletedSuccessfully ? Running.Edges.Sum(edge => (long)edge.Depth) : 0;

    public GraphDescription Description => _blueprint.Describe();

    /// <summary>Puts a node together; nothing runs yet.</summary>
    /// <exception cref="TidingsConfigurationException">Everything that is wrong with the registration and the configuration.</exception>
    public static NodeGraph Build(NodeSetup setup, NodeWorld world, IServiceProvider provider)
    {
        var options = setup.Options;
        var node = new NodeServices(world, options, [.. setup.Kinds.Select(kind => KeyValuePair.Create(kind.Name, options.Kinds[kind.Name]))]);
        var branches = new Dictionary<string, BranchParts>(StringComparer.Ordinal);
        foreach (var kind in setup.Kinds)
        {
            branches.Add(kind.Name, kind.Build(options.Kinds[kind.Name], node, provider));
        }

        var pools = new PoolDirectory(branches.ToDictionary(branch => branch.Key, branch => branch.Value.Facts));
        foreach (var branch in branches.Values)
        {
            branch.Resolve(provider, pools);
        }

        NodeGraph graph = null!;
        graph = new NodeGraph(node, setup.Draw(() => graph), branches);
        return graph;
    }

    /// <summary>Starts the graph.</summary>
    /// <exception cref="GraphException">The graph has mistakes.</exception>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public RunningGraph Start()
    {
        var world = _node.World;
        var running = _blueprint.Materialize(new GraphEnvironment
        {
            Time = world.Time,
            Scheduler = world.Scheduler,
            Seed = world.Seed,
            Stopping = world.Stopping,
            LoggerFactory = world.LoggerFactory,
            MeterFactory = world.MeterFactory,
            OnFault = world.OnFault,
            Watch = world.Watch,
        });
        _started.SetResult(running);
        return running;
    }

    /// <summary>The way in for frames and changes of who is connected.</summary>
    /// <exception cref="InvalidOperationException">Not started.</exception>
    public GraphEntry<Inbound> Receive => Running.Entry(Stages.Receive);

    /// <summary>Lanes have written: the bandwidth stage has that much more room.</summary>
    /// <exception cref="InvalidOperationException">Not started.</exception>
    public void RoomFreed(RoomFreed freed) => Running.Signal(Stages.BandwidthRoom).Raise(freed);

    public IBroadcaster<T> Broadcaster<T>(string kind)
        where T : IArtifact<T>
    {
        var branch = Of<T>(kind);
        return new Broadcaster<T>
        {
            Kind = kind,
            Limits = branch.Limits,
            Self = _node.World.Self,
            Codec = branch.Codec,
            Contents = _node.Contents,
            Memory = _node.Ledger.Pool(kind),
            Receipts = branch.Receipts,
            Entry = new MoveEntry<T>(this, branch.Branch),
        };
    }

    public IPool<T> Pool<T>(string kind)
        where T : IArtifact<T> => new PoolHandle<T>(Of<T>(kind).Pool, new MoveEntry<T>(this, Of<T>(kind).Branch));

    /// <summary>The blocks of the trunk.</summary>
    internal NodeBlocks Trunk => new(_node, Branches);

    /// <summary>What is kept for a kind.</summary>
    internal BranchParts Of(string kind) => _branches[kind];

    private RunningGraph Running => _started.Task.IsCompletedSuccessfully ? _started.Task.Result : throw new InvalidOperationException("The graph has not started.");

    private BranchBlocks<T> Of<T>(string kind)
        where T : IArtifact<T> => (BranchBlocks<T>)_branches[kind];
}
