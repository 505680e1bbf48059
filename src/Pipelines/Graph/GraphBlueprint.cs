using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>
/// The editable description of a graph: stages, the edges between them, ways in, signals. The default graph is written in these verbs. It is frozen when a
/// graph is started from it; <see cref="Copy"/> gives another. Not thread-safe.
/// </summary>
public sealed class GraphBlueprint
{
    private readonly GraphPlan _plan;
    private bool _frozen;

    /// <summary>An empty blueprint.</summary>
    public GraphBlueprint()
        : this(new GraphPlan())
    {
    }

    private GraphBlueprint(GraphPlan plan) => _plan = plan;

    /// <summary>Adds a stage. Its edges may be declared before or after it.</summary>
    /// <typeparam name="TIn">What flows in.</typeparam>
    /// <typeparam name="TOut">What flows out.</typeparam>
    /// <param name="stage">Its key; the name must be new.</param>
    /// <param name="factory">Makes its block, once per started graph.</param>
    /// <exception cref="InvalidOperationException">The name is taken, or the blueprint is frozen.</exception>
    public GraphBlueprint Add<TIn, TOut>(Stage<TIn, TOut> stage, StageFactory<TIn, TOut> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(new StageSpec(stage, HasOutput: true, context => factory(context)));
    }

    /// <summary>Adds a sink.</summary>
    /// <typeparam name="TIn">What flows in.</typeparam>
    /// <param name="sink">Its key; the name must be new.</param>
    /// <param name="factory">Makes its block, once per started graph.</param>
    /// <exception cref="InvalidOperationException">The name is taken, or the blueprint is frozen.</exception>
    public GraphBlueprint Add<TIn>(SinkStage<TIn> sink, SinkFactory<TIn> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(new StageSpec(sink, HasOutput: false, context => factory(context)));
    }

    /// <summary>Joins two stages. A stage has either one such edge out, or routes.</summary>
    /// <typeparam name="TIn">What flows into the first.</typeparam>
    /// <typeparam name="T">What flows between them.</typeparam>
    /// <param name="from">The stage before the edge.</param>
    /// <param name="to">The stage or sink behind it.</param>
    /// <param name="edge">How much waits there; default: 64 items, then the stage before it waits.</param>
    /// <exception cref="InvalidOperationException">The blueprint is frozen.</exception>
    public GraphBlueprint Connect<TIn, T>(Stage<TIn, T> from, TargetStage<T> to, EdgeOptions<T>? edge = null) =>
        Add(new ConnectSpec<T>(from, to, edge ?? new EdgeOptions<T>()));

    /// <summary>One of several ways out of a stage: what <paramref name="pick"/> makes of an item goes there. An item may take several; one that takes none is counted and dropped.</summary>
    /// <typeparam name="TIn">What flows into the first.</typeparam>
    /// <typeparam name="T">What flows out of it.</typeparam>
    /// <typeparam name="TPicked">What flows in the edge.</typeparam>
    /// <param name="from">The stage before the fan-out.</param>
    /// <param name="to">The stage or sink behind it.</param>
    /// <param name="pick">What goes this way, or null. Pure, quick, does not throw.</param>
    /// <param name="edge">How much waits there.</param>
    /// <exception cref="InvalidOperationException">The blueprint is frozen.</exception>
    public GraphBlueprint Route<TIn, T, TPicked>(Stage<TIn, T> from, TargetStage<TPicked> to, Func<T, TPicked?> pick, EdgeOptions<TPicked>? edge = null)
        where TPicked : class
    {
        ArgumentNullException.ThrowIfNull(pick);
        return Add(new RouteSpec<T, TPicked>(
            from, to, (T item, out TPicked picked) => (picked = pick(item)!) is not null, edge ?? new EdgeOptions<TPicked>()));
    }

    /// <summary>A way into a stage from outside the graph; one per stage.</summary>
    /// <typeparam name="T">What comes in.</typeparam>
    /// <param name="stage">The stage or sink behind it.</param>
    /// <param name="edge">How much waits there.</param>
    /// <exception cref="InvalidOperationException">The stage has one already, or the blueprint is frozen.</exception>
    public GraphBlueprint Entry<T>(TargetStage<T> stage, EdgeOptions<T>? edge = null)
    {
        if (_plan.Edges.OfType<EntrySpec<T>>().Any(entry => entry.Declared == stage))
        {
            throw new InvalidOperationException($"Stage '{stage}' has an entry already.");
        }

        return Add(new EntrySpec<T>(stage, stage, edge ?? new EdgeOptions<T>()));
    }

    /// <summary>Feedback that is no edge: a cell of capacity one into a stage, beside its edges. It may close a cycle.</summary>
    /// <typeparam name="T">What is said.</typeparam>
    /// <typeparam name="TIn">What flows into the target.</typeparam>
    /// <param name="key">Its name; must be new.</param>
    /// <param name="from">The stages that raise it, for the description; none if it is raised from outside.</param>
    /// <param name="to">The stage that it goes to.</param>
    /// <param name="wrap">Makes an input of the target from what was said. Pure.</param>
    /// <param name="merge">From the value that waits and a newer one, the value that waits from then on. Pure.</param>
    /// <exception cref="InvalidOperationException">The name is taken, or the blueprint is frozen.</exception>
    public GraphBlueprint Signal<T, TIn>(SignalKey<T> key, IReadOnlyList<StageKey> from, TargetStage<TIn> to, Func<T, TIn> wrap, Func<T, T, T> merge)
    {
        ArgumentNullException.ThrowIfNull(wrap);
        ArgumentNullException.ThrowIfNull(merge);
        return Edit(plan =>
        {
            if (plan.Signals.Exists(signal => signal.Name == key.Name))
            {
                throw new InvalidOperationException($"Signal '{key}' is already in the graph.");
            }

            plan.Signals.Add(new SignalSpec<T, TIn>(key.Name, [.. from], to, wrap, merge));
        });
    }

    /// <summary>Puts another block in the place of a stage; its edges stay.</summary>
    /// <typeparam name="TIn">What flows in.</typeparam>
    /// <typeparam name="TOut">What flows out.</typeparam>
    /// <param name="stage">A stage of the graph.</param>
    /// <param name="factory">Makes the new block.</param>
    /// <exception cref="InvalidOperationException">There is no such stage (the message lists those that exist), or the blueprint is frozen.</exception>
    public GraphBlueprint Replace<TIn, TOut>(Stage<TIn, TOut> stage, StageFactory<TIn, TOut> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Edit(plan => plan.Stages[plan.Find(stage)] = new StageSpec(stage, HasOutput: true, context => factory(context)));
    }

    /// <summary>Puts another block in the place of a sink.</summary>
    /// <typeparam name="TIn">What flows in.</typeparam>
    /// <param name="sink">A sink of the graph.</param>
    /// <param name="factory">Makes the new block.</param>
    /// <exception cref="InvalidOperationException">There is no such sink (the message lists what exists), or the blueprint is frozen.</exception>
    public GraphBlueprint Replace<TIn>(SinkStage<TIn> sink, SinkFactory<TIn> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Edit(plan => plan.Stages[plan.Find(sink)] = new StageSpec(sink, HasOutput: false, context => factory(context)));
    }

    /// <summary>Puts a function in the place of a stage: one item in, one out.</summary>
    /// <typeparam name="TIn">What flows in.</typeparam>
    /// <typeparam name="TOut">What flows out.</typeparam>
    /// <param name="stage">A stage of the graph.</param>
    /// <param name="work">One call at a time; must not throw.</param>
    /// <exception cref="InvalidOperationException">There is no such stage (the message lists those that exist), or the blueprint is frozen.</exception>
    public GraphBlueprint ReplaceWith<TIn, TOut>(Stage<TIn, TOut> stage, Func<TIn, TOut> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Replace(stage, context => new TransformBlock<TIn, TOut>(work, context.Bounded()));
    }

    /// <summary>The point before a stage or sink: all that flows into it.</summary>
    /// <typeparam name="T">What flows there.</typeparam>
    /// <param name="stage">A stage of the graph.</param>
    /// <exception cref="InvalidOperationException">There is no such stage; the message lists those that exist.</exception>
    public Cut<T> Before<T>(TargetStage<T> stage)
    {
        _plan.Find(stage);
        return new Cut<T>(this, stage, isAfter: false);
    }

    /// <summary>The point after a stage: all that flows out of it, before any route.</summary>
    /// <typeparam name="TIn">What flows into the stage.</typeparam>
    /// <typeparam name="T">What flows out of it.</typeparam>
    /// <param name="stage">A stage of the graph.</param>
    /// <exception cref="InvalidOperationException">There is no such stage; the message lists those that exist.</exception>
    public Cut<T> After<TIn, T>(Stage<TIn, T> stage)
    {
        _plan.Find(stage);
        return new Cut<T>(this, stage, isAfter: true);
    }

    /// <summary>Whether the graph has this stage, with these types.</summary>
    /// <param name="stage">Any key.</param>
    public bool Contains(StageKey stage) => _plan.Has(stage);

    /// <summary>What the graph is, as text and as a diagram.</summary>
    public GraphDescription Describe() => new(_plan.Copy());

    /// <summary>The same graph, free to edit, also when this one is frozen: many nodes start from one registration.</summary>
    public GraphBlueprint Copy() => new(_plan.Copy());

    /// <summary>What is wrong with the graph as it stands, as sentences.</summary>
    internal IReadOnlyList<string> Mistakes() => GraphValidator.Check(_plan);

    /// <summary>Checks the graph and starts it, once.</summary>
    /// <exception cref="GraphException">The graph has mistakes; all are listed, and nothing was started.</exception>
    /// <exception cref="InvalidOperationException">A graph was started from this blueprint before.</exception>
    internal RunningGraph Materialize(GraphEnvironment environment)
    {
        ThrowIfFrozen();
        var mistakes = GraphValidator.Check(_plan);
        if (mistakes.Count > 0)
        {
            throw new GraphException(mistakes);
        }

        _frozen = true;
        return new GraphAssembly(_plan, environment).Start();
    }

    internal GraphBlueprint Edit(Action<GraphPlan> edit)
    {
        ThrowIfFrozen();
        edit(_plan);
        return this;
    }

    private GraphBlueprint Add(StageSpec stage) => Edit(plan =>
    {
        if (plan.Stages.Exists(other => other.Key.Name == stage.Key.Name))
        {
            throw new InvalidOperationException($"Stage '{stage.Key}' is already in the graph.");
        }

        plan.Stages.Add(stage);
    });

    private GraphBlueprint Add(EdgeSpec edge) => Edit(plan => plan.Edges.Add(edge));

    private void ThrowIfFrozen()
    {
        if (_frozen)
        {
            throw new InvalidOperationException("A graph was started from this blueprint: edit it before, or edit a copy.");
        }
    }
}
