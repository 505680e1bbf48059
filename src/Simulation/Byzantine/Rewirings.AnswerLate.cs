using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;
using Tidings.Simulation.Cuts;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Answers every request, but after the asker has turned to others.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="late">How much later. Default 2 s, twice what a holder is waited for at most.</param>
    /// <param name="bites">Called for every chunk that is late.</param>
    public static GraphBlueprint AnswerLate<T>(this GraphBlueprint graph, Branch<T> branch, TimeSpan? late = null, Action? bites = null)
        where T : IArtifact<T>
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(branch);
        graph.After(branch.Serve).Delay(late ?? TimeSpan.FromSeconds(2));
        return graph.After(branch.Serve).Tap(item => Tell(item is OutboundMessage { Message: ChunkMessage }, bites));
    }
}
