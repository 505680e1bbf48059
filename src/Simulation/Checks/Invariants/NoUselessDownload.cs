using Tidings.Pipelines.Publishing;
using Tidings.Simulation.Checks.Records;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// Bytes come once. Where nothing ever went wrong, no chunk is asked for twice and none comes twice. Else each chunk that came is kept, or it was asked for
/// more than once for a reason: a hedge, a request that was taken back or lost its lane, a lie.
/// </summary>
internal sealed class NoUselessDownload : IInvariant
{
    public string Name => "no useless download";

    Occasion IInvariant.Occasion => Occasion.None;

    public string? AtRest(SimulatedNetwork network)
    {
        foreach (var node in network.Nodes.Where(static node => node is { IsHonest: true, IsUp: true }))
        {
            var figures = node.Node.Kinds;
            for (var i = 0; i < figures.Count; i++)
            {
                var kind = node.Record.Kinds[i];
                if ((network.IsUntouched ? Quiet(figures[i], kind.Requests) : Troubled(figures[i], kind.Requests, network)) is { } broken)
                {
                    return $"Node {node.Index}, {kind.Kind}: {broken}";
                }
            }
        }

        return null;
    }

    internal static string? Quiet(KindFigures figures, RequestRecord requests) =>
        figures.DuplicateBytes > 0 ? $"{figures.DuplicateBytes} bytes came twice although nothing went wrong."
        : figures.Hedges > 0 ? $"{figures.Hedges} hedges although nothing went wrong."
        : requests.AskedTwice is var (id, chunk) ? $"Chunk {chunk} of {id.ToShortString()} was asked for twice although nothing went wrong."
        : null;

    private static string? Troubled(KindFigures figures, RequestRecord requests, SimulatedNetwork network)
    {
        if (network.Nodes.Any(static node => !node.IsHonest))
        {
            return null;
        }

        var explained = figures.Chunks + figures.Hedges + requests.Cancelled + requests.Lost;
        return requests.ChunksReceived > explained
            ? $"{requests.ChunksReceived} chunks came; {figures.Chunks} were kept, and {explained - figures.Chunks} more had a reason to come."
            : null;
    }
}
