using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>What a blueprint holds: stages, edges and signals in the order in which they were declared. Not thread-safe.</summary>
internal sealed class GraphPlan
{
    public List<StageSpec> Stages { get; init; } = [];

    public List<EdgeSpec> Edges { get; init; } = [];

    public List<SignalSpec> Signals { get; init; } = [];

    public int Insertions { get; set; }

    public GraphPlan Copy() => new() { Stages = [.. Stages], Edges = [.. Edges], Signals = [.. Signals], Insertions = Insertions };

    public bool Has(StageKey key) => Stages.Exists(stage => stage.Key == key);

    /// <exception cref="InvalidOperationException">There is no such stage.</exception>
    public int Find(StageKey key)
    {
        var index = Stages.FindIndex(stage => stage.Key == key);
        if (index >= 0)
        {
            return index;
        }

        throw new InvalidOperationException(
            Stages.Exists(stage => stage.Key.Name == key.Name)
                ? $"Stage '{key}' is in the graph with other types."
                : $"The graph has no stage '{key}'. It has: {(Stages.Count == 0 ? "none" : string.Join(", ", Stages.Select(stage => stage.Key.Name)))}.");
    }

    /// <summary>The stages so that edges point forward; among equals, and in a cycle, as declared.</summary>
    public IReadOnlyList<StageSpec> InOrder()
    {
        List<StageSpec> left = [.. Stages];
        List<StageSpec> ordered = [];
        while (left.Count > 0)
        {
            var next = left.Find(stage => !Edges.Exists(edge => edge.To == stage.Key && left.Exists(other => other.Key == edge.From))) ?? left[0];
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    /// <summary>The edges in the order of the stages that they leave, then of those that they reach; ways in first.</summary>
    public IReadOnlyList<EdgeSpec> EdgesInOrder()
    {
        var place = InOrder().Select((stage, index) => (stage.Key, index)).ToDictionary(entry => entry.Key, entry => entry.index);
        return [.. Edges
            .OrderBy(edge => edge.From is null ? -1 : place.GetValueOrDefault(edge.From, int.MaxValue))
            .ThenBy(edge => place.GetValueOrDefault(edge.To, int.MaxValue))];
    }
}
