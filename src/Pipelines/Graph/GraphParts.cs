using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>The live parts of a running graph; stages and edges in graph order.</summary>
internal sealed record GraphParts(
    IReadOnlyList<string> Stages,
    IReadOnlyDictionary<string, IDataflowBlock> Blocks,
    IReadOnlyList<IEdge> Edges,
    IReadOnlyDictionary<string, IGraphEntry> Entries,
    IReadOnlyList<IRouteBlock> FanOuts,
    SignalBoard Signals);
