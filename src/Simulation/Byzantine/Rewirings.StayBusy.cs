using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Answers every request with "busy".</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="retryAfter">When it says that it can be asked again. Default 1 s.</param>
    /// <param name="bites">Called for every chunk that was not sent.</param>
    public static GraphBlueprint StayBusy<T>(this GraphBlueprint graph, Branch<T> branch, TimeSpan? retryAfter = null, Action? bites = null)
        where T : IArtifact<T> => graph.Change(branch, "busy", (message, _) =>
    {
        if (message.Message is not ChunkMessage chunk)
        {
            return null;
        }

        bites?.Invoke();
        message.ReleaseLease();
        return new EndMessage(chunk.Kind, [new RequestEnd(chunk.Request, EndReason.Busy, (uint)(retryAfter ?? TimeSpan.FromSeconds(1)).TotalMilliseconds)]);
    });
}
