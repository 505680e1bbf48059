using Tidings.Pipelines.Configuration;
using Tidings.Pipelines.Graph;

namespace Tidings.Pipelines.Composition;

/// <summary>A registration that was found free of mistakes: kinds, options, and the edits of the graph. Immutable.</summary>
internal sealed class NodeSetup(IReadOnlyList<ArtifactKind> kinds, TidingsOptions options, IReadOnlyList<GraphEdit> edits)
{
    public IReadOnlyList<ArtifactKind> Kinds => kinds;

    public TidingsOptions Options => options;

    /// <summary>The graph of all kinds with the composer's edits, free to edit further.</summary>
    /// <param name="node">Asked when the blocks are made.</param>
    public GraphBlueprint Draw(Func<NodeGraph> node)
    {
        var graph = new GraphBlueprint().AddReceive(() => node().Trunk);
        foreach (var kind in kinds)
        {
            kind.AddTo(graph, options.Kinds[kind.Name], () => node().Of(kind.Name));
        }

        graph.AddSend(() => node().Trunk);
        foreach (var edit in edits)
        {
            edit.Apply(graph);
        }

        return graph;
    }
}

/// <summary>An edit of the default graph, in the order of registration.</summary>
internal sealed record GraphEdit(Action<GraphBlueprint> Apply);
