using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>A point just before or after a stage, typed by what flows there. Made by <see cref="GraphBlueprint.Before"/> and <see cref="GraphBlueprint.After"/>.</summary>
/// <typeparam name="T">What flows there.</typeparam>
public sealed class Cut<T>
{
    private readonly StageKey _stage;
    private readonly bool _isAfter;

    internal Cut(GraphBlueprint blueprint, StageKey stage, bool isAfter)
    {
        Blueprint = blueprint;
        _stage = stage;
        _isAfter = isAfter;
    }

    /// <summary>The blueprint that is cut.</summary>
    public GraphBlueprint Blueprint { get; }

    /// <summary>
    /// Puts a stage in. What waited in the edge waits before it, by the same options; between it and the stage of an <i>after</i> cut, or from it on, one item
    /// waits at a time, so that it adds no queue. Ways in from outside and routes go through it too; signals do not.
    /// </summary>
    /// <param name="label">What it does, in one word; it appears in the stage's name, <c>stage/label#number</c>.</param>
    /// <param name="factory">Makes its block.</param>
    /// <exception cref="InvalidOperationException">The blueprint is frozen, or nothing flows at this point yet.</exception>
    public GraphBlueprint Insert(string label, StageFactory<T, T> factory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        ArgumentNullException.ThrowIfNull(factory);
        Blueprint.Edit(plan =>
        {
            var inserted = new Stage<T, T>($"{_stage.Name}/{label}#{plan.Insertions + 1}");
            var moved = _isAfter ? InsertAfter(plan, inserted) : InsertBefore(plan, inserted);
            if (!moved)
            {
                throw new InvalidOperationException($"Nothing flows {(_isAfter ? "out of" : "into")} '{_stage}' yet: connect it before cutting there.");
            }

            plan.Insertions++;
            plan.Stages.Add(new StageSpec(inserted, HasOutput: true, context => factory(context)));
        });
        return Blueprint;
    }

    private static EdgeOptions<T> NoQueue => new() { Capacity = 1 };

    private bool InsertBefore(GraphPlan plan, StageKey inserted)
    {
        if (!plan.Edges.Exists(edge => edge.To == _stage))
        {
            return false;
        }

        plan.Edges.ReplaceWhere(edge => edge.To == _stage, edge => edge with { To = inserted });
        plan.Edges.Add(new ConnectSpec<T>(inserted, _stage, NoQueue));
        return true;
    }

    private bool InsertAfter(GraphPlan plan, StageKey inserted)
    {
        if (!plan.Edges.Exists(edge => edge.From == _stage))
        {
            return false;
        }

        // The first edge behind a decision about order is the one that must not queue more than was meant to; it keeps its options.
        var direct = plan.Edges.OfType<ConnectSpec<T>>().FirstOrDefault(edge => edge.From == _stage);
        plan.Edges.ReplaceWhere(edge => edge.From == _stage, edge => edge is ConnectSpec<T> connect ? connect with { From = inserted, Edge = NoQueue } : edge with { From = inserted });
        plan.Edges.Add(new ConnectSpec<T>(_stage, inserted, direct?.Edge ?? NoQueue));
        return true;
    }
}
