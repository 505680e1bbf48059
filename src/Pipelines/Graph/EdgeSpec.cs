using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>An edge of a blueprint. Immutable; edits replace it. What comes from no stage comes from outside.</summary>
internal abstract record EdgeSpec(StageKey? From, StageKey To)
{
    /// <summary>How a way in from outside is written.</summary>
    public const string Outside = "(outside)";

    public string Name => $"{From?.Name ?? Outside} -> {To.Name}";

    /// <summary>One word for the description: nothing for a plain edge.</summary>
    public abstract string? Verb { get; }

    public abstract string Options { get; }

    /// <summary>What is wrong with the options, as sentences.</summary>
    public abstract IEnumerable<string> Mistakes();

    public abstract void Open(GraphAssembly assembly);
}

/// <inheritdoc />
internal abstract record EdgeSpec<T>(StageKey? From, StageKey To, EdgeOptions<T> Edge) : EdgeSpec(From, To)
{
    public override string Options => EdgeOptionsText.Describe(Edge);

    public override IEnumerable<string> Mistakes() => EdgeOptionsText.Mistakes(Name, Edge);
}

/// <summary>The only way out of a stage.</summary>
internal sealed record ConnectSpec<T>(StageKey From, StageKey To, EdgeOptions<T> Edge) : EdgeSpec<T>(From, To, Edge)
{
    public override string? Verb => null;

    public override void Open(GraphAssembly assembly) => assembly.Connect(this);
}

/// <summary>One of several ways out of a stage.</summary>
internal sealed record RouteSpec<T, TIn>(StageKey From, StageKey To, Pick<T, TIn> Pick, EdgeOptions<TIn> Edge) : EdgeSpec<TIn>(From, To, Edge)
{
    public override string? Verb => "route";

    public override void Open(GraphAssembly assembly) => assembly.Route(this);
}

/// <summary>A way in from outside. The declared stage stays the same when something is put in before it.</summary>
internal sealed record EntrySpec<T>(StageKey Declared, StageKey To, EdgeOptions<T> Edge) : EdgeSpec<T>(null, To, Edge)
{
    public override string? Verb => "entry";

    public override void Open(GraphAssembly assembly) => assembly.Enter(this);
}
