namespace Tidings.Blocks;

/// <summary>The name of a place in the graph. Two keys are the same stage only if name and types agree. Immutable, thread-safe.</summary>
/// <param name="Name">Unique in one graph, case-sensitive, for example <c>file/validate</c>.</param>
public abstract record StageKey(string Name)
{
    /// <summary>The name alone.</summary>
    public sealed override string ToString() => Name;
}

/// <summary>A place in the graph that something can flow into: a stage or a sink.</summary>
/// <typeparam name="TIn">What flows in.</typeparam>
/// <param name="Name">Unique in one graph.</param>
public abstract record TargetStage<TIn>(string Name) : StageKey(Name);

/// <summary>A typed place in the graph with an input and an output. A replacement with other types does not compile.</summary>
/// <typeparam name="TIn">What flows in.</typeparam>
/// <typeparam name="TOut">What flows out.</typeparam>
/// <param name="Name">Unique in one graph.</param>
public sealed record Stage<TIn, TOut>(string Name) : TargetStage<TIn>(Name);

/// <summary>A typed place where a flow ends.</summary>
/// <typeparam name="TIn">What flows in.</typeparam>
/// <param name="Name">Unique in one graph.</param>
public sealed record SinkStage<TIn>(string Name) : TargetStage<TIn>(Name);
