using System.Diagnostics.Metrics;
using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Pipelines.Telemetry;

namespace Tidings.Pipelines.Graph;

/// <summary>Makes a running graph of a checked plan: signals, blocks, edges, in this order, and only then anything moves. Used once.</summary>
internal sealed class GraphAssembly(GraphPlan plan, GraphEnvironment environment)
{
    private readonly Dictionary<string, IDataflowBlock> _blocks = [];
    private readonly Dictionary<string, Intake> _intakes = [];
    private readonly List<IEdge> _edges = [];
    private readonly Dictionary<string, IGraphEntry> _entries = [];
    private readonly Dictionary<string, object> _routes = [];
    private readonly List<Action> _links = [];
    private readonly List<IRouteBlock> _fanOuts = [];
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(environment.Stopping);
    private StageServices? _services;

    /// <exception cref="GraphException">A stage's factory threw.</exception>
    public RunningGraph Start()
    {
        var cells = plan.Signals.ConvertAll(signal => (Spec: signal, Cell: signal.Make(environment.Scheduler, environment.Time)));
        var board = new SignalBoard([.. cells.Select(cell => cell.Cell)]);
        var meter = environment.MeterFactory.Create("Tidings");
        _services = Services(meter, board);
        MakeBlocks();
        foreach (var edge in plan.EdgesInOrder())
        {
            edge.Open(this);
        }

        var parts = new GraphParts([.. plan.InOrder().Select(stage => stage.Key.Name)], _blocks, _edges, _entries, _fanOuts, board, _stopping);
        var graph = new RunningGraph(parts, environment, new GraphDescription(plan.Copy()));
        _links.ForEach(link => link());
        EdgeInstruments.Observe(meter, parts.Edges, _fanOuts);
        graph.Watch();
        foreach (var edge in parts.Edges)
        {
            edge.Start();
        }

        cells.ForEach(cell => cell.Cell.Bind(_blocks[cell.Spec.To.Name]));
        return graph;
    }

    public void Connect<T>(ConnectSpec<T> spec)
    {
        var edge = Open(spec);
        _links.Add(() => ((ISourceBlock<T>)_blocks[spec.From!.Name]).LinkTo(edge, new DataflowLinkOptions { PropagateCompletion = true }));
    }

    public void Enter<T>(EntrySpec<T> spec) => _entries.Add(spec.Declared.Name, new GraphEntry<T>(Open(spec)));

    public void Route<T, TIn>(RouteSpec<T, TIn> spec)
    {
        var from = spec.From!.Name;
        var route = new Route<T, TIn>(spec.Pick, Open(spec));
        if (_routes.TryGetValue(from, out var others))
        {
            ((List<Route<T>>)others).Add(route);
            return;
        }

        List<Route<T>> routes = [route];
        _routes.Add(from, routes);
        var fanOut = new RouteBlock<T>(from, routes, environment.Scheduler);
        _fanOuts.Add(fanOut);
        _links.Add(() => ((ISourceBlock<T>)_blocks[from]).LinkTo(fanOut, new DataflowLinkOptions { PropagateCompletion = true }));
    }

    private ChannelEdge<T> Open<T>(EdgeSpec<T> spec)
    {
        var target = (ITargetBlock<T>)_blocks[spec.To.Name];
        var edge = new ChannelEdge<T>(
            spec.Name, spec.To.Name, spec.Edge, target, _intakes[spec.To.Name], environment.Scheduler, environment.Time, environment.Watch.Observer);
        _edges.Add(edge);
        return edge;
    }

    private StageServices Services(Meter meter, SignalBoard board) => new()
    {
        Time = environment.Time,
        Scheduler = environment.Scheduler,
        Seed = environment.Seed,
        LoggerFactory = environment.LoggerFactory,
        Meter = meter,
        Signals = board,
        Stopping = _stopping.Token,
        MessagesPerTask = environment.Watch.MessagesPerTask,
    };

    private void MakeBlocks()
    {
        List<string> mistakes = [];
        Exception? first = null;
        foreach (var stage in plan.Stages)
        {
            try
            {
                var block = stage.Make(new StageContext(stage.Key.Name, _services!)) ?? throw new InvalidOperationException("the factory returned nothing");
                _blocks.Add(stage.Key.Name, block);
                _intakes.Add(stage.Key.Name, new Intake(block, plan.Edges.Count(edge => edge.To == stage.Key)));
            }
            catch (Exception exception)
            {
                first ??= exception;
                mistakes.Add($"Stage '{stage.Key}' cannot be made: {exception.Message}");
            }
        }

        if (first is not null)
        {
            foreach (var block in _blocks.Values)
            {
                block.Complete();
            }

            throw new GraphException(mistakes, first);
        }
    }
}
