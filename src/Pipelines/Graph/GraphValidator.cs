using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>Finds every mistake of a graph at once, each as a sentence.</summary>
internal static class GraphValidator
{
    public static IReadOnlyList<string> Check(GraphPlan plan) =>
    [
        .. plan.Stages.Count == 0 ? ["The graph has no stages."] : Array.Empty<string>(),
        .. plan.Edges.SelectMany(edge => Ends(plan, edge)),
        .. plan.Stages.SelectMany(stage => Joints(plan, stage)),
        .. plan.Edges.SelectMany(edge => edge.Mistakes()),
        .. plan.Signals.SelectMany(signal => Ends(plan, signal)),
        .. Cycles(plan),
    ];

    private static IEnumerable<string> Ends(GraphPlan plan, EdgeSpec edge) =>
        new[] { edge.From, edge.To }.OfType<StageKey>().Where(key => !plan.Has(key)).Select(key => $"Edge '{edge.Name}': {Missing(plan, key)}.");

    private static IEnumerable<string> Ends(GraphPlan plan, SignalSpec signal) =>
        signal.From.Append(signal.To).Where(key => !plan.Has(key)).Select(key => $"Signal '{signal.Name}': {Missing(plan, key)}.");

    private static string Missing(GraphPlan plan, StageKey key) =>
        plan.Stages.Exists(stage => stage.Key.Name == key.Name) ? $"stage '{key}' is in the graph with other types" : $"there is no stage '{key}'";

    private static IEnumerable<string> Joints(GraphPlan plan, StageSpec stage)
    {
        var name = stage.Key.Name;
        if (!plan.Edges.Exists(edge => edge.To.Name == name))
        {
            yield return $"Stage '{name}' has nothing that flows into it: it needs an edge or an entry.";
        }

        var direct = plan.Edges.Count(edge => edge.From?.Name == name && edge.Verb is null);
        var routes = plan.Edges.Count(edge => edge.From?.Name == name && edge.Verb is not null);
        if (stage.HasOutput && direct + routes == 0)
        {
            yield return $"Stage '{name}' has an output that goes nowhere.";
        }

        if (direct > 1)
        {
            yield return $"Stage '{name}' is connected to {direct} stages: an item would reach one of them by chance. Use routes.";
        }

        if (direct > 0 && routes > 0)
        {
            yield return $"Stage '{name}' is connected and routed at once: use one or the other.";
        }
    }

    /// <summary>One sentence per cycle found from each stage that has not been seen before; a depth-first search with the path at hand.</summary>
    private static List<string> Cycles(GraphPlan plan)
    {
        HashSet<string> done = [];
        List<string> found = [];
        foreach (var stage in plan.Stages)
        {
            Visit(stage.Key.Name, []);
        }

        return found;

        void Visit(string stage, List<string> path)
        {
            var start = path.IndexOf(stage);
            if (start >= 0)
            {
                found.Add($"The edges form a cycle: {string.Join(" -> ", path[start..])} -> {stage}. Feedback goes by a signal.");
                return;
            }

            if (done.Contains(stage))
            {
                return;
            }

            path.Add(stage);
            foreach (var edge in plan.Edges.Where(edge => edge.From?.Name == stage))
            {
                Visit(edge.To.Name, path);
            }

            path.RemoveAt(path.Count - 1);
            done.Add(stage);
        }
    }
}
