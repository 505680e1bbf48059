using System.Text;

namespace Tidings.Pipelines.Graph;

/// <summary>What a graph is, in words. The same graph always gives the same text. Immutable, thread-safe.</summary>
public sealed class GraphDescription
{
    private readonly GraphPlan _plan;

    internal GraphDescription(GraphPlan plan) => _plan = plan;

    /// <summary>
    /// One line per edge with its capacity and its rule for full, in the order in which items pass them: <c>from -> to  [64, wait]</c>. Signals follow, dashed:
    /// <c>from -.-> to  [signal name]</c>.
    /// </summary>
    public override string ToString()
    {
        var edges = _plan.EdgesInOrder().Select(edge => $"{edge.Name}  [{Label(edge)}]");
        var signals = Signals().Select(signal => $"{signal.From} -.-> {signal.To}  [signal {signal.Name}]");
        return string.Join('\n', edges.Concat(signals));
    }

    /// <summary>The same as a Mermaid flowchart.</summary>
    public string ToMermaid()
    {
        var names = new[] { EdgeSpec.Outside }.Concat(_plan.InOrder().Select(stage => stage.Key.Name)).ToList();
        var used = _plan.EdgesInOrder().SelectMany(edge => new[] { edge.From?.Name ?? EdgeSpec.Outside, edge.To.Name })
            .Concat(Signals().SelectMany(signal => new[] { signal.From, signal.To }))
            .Distinct().ToList();
        names.AddRange(used.Except(names));
        var text = new StringBuilder("flowchart LR\n");
        foreach (var name in names.Where(name => name != EdgeSpec.Outside || used.Contains(name)))
        {
            text.Append($"    s{names.IndexOf(name)}[\"{Escape(name)}\"]\n");
        }

        foreach (var edge in _plan.EdgesInOrder())
        {
            text.Append($"    s{names.IndexOf(edge.From?.Name ?? EdgeSpec.Outside)} -->|\"{Label(edge)}\"| s{names.IndexOf(edge.To.Name)}\n");
        }

        foreach (var signal in Signals())
        {
            text.Append($"    s{names.IndexOf(signal.From)} -.->|\"{Escape(signal.Name)}\"| s{names.IndexOf(signal.To)}\n");
        }

        return text.ToString();
    }

    private static string Label(EdgeSpec edge) => edge.Verb is null ? edge.Options : $"{edge.Verb}; {edge.Options}";

    private static string Escape(string name) => name.Replace("\"", "#quot;", StringComparison.Ordinal);

    private IEnumerable<(string From, string To, string Name)> Signals() =>
        from signal in _plan.Signals
        from source in signal.From.Count == 0 ? [EdgeSpec.Outside] : signal.From.Select(stage => stage.Name)
        select (source, signal.To.Name, signal.Name);
}
