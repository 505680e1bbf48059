using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>The live parts of a running graph; stages and edges in graph order.</summary>
/// <param name="Stages">Names.</param>
/// <param name="Blocks">By stage.</param>
/// <param name="Edges">The ways in from outside among them.</param>
/// <param name="Entries">By stage.</param>
/// <param name="FanOuts">Stages with routes.</param>
/// <param name="Signals">By name.</param>
/// <param name="Stopping">What <see cref="Tidings.Blocks.StageContext.Stopping"/> belongs to.</param>
internal sealed record GraphParts(
    IReadOnlyList<string> Stages,
    IReadOnlyDictionary<string, IDataflowBlock> Blocks,
    IReadOnlyList<IEdge> Edges,
    IReadOnlyDictionary<string, IGraphEntry> Entries,
    IReadOnlyList<IRouteBlock> FanOuts,
    SignalBoard Signals,
    CancellationTokenSource Stopping);
