using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

/// <summary>
/// What makes a node lie, for <see cref="SimulatedNode.Misbehave"/>: edits of the graph that it has in production. Each tells when it really does what it is
/// named after, from within the graph: that must be quick and must not throw. The graph is returned, so that ways chain.
/// </summary>
public static partial class Rewirings
{
    /// <summary>Advertises what it holds and never answers a request for it.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="bites">Called for every frame of requests that gets no answer.</param>
    public static GraphBlueprint AdvertiseWithoutServing<T>(this GraphBlueprint graph, Branch<T> branch, Action? bites = null)
        where T : IArtifact<T>
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(branch);
        return graph.Replace(branch.Serve, context => new TransformManyBlock<ServeInput, BandwidthInput>(
            input =>
            {
                if (input is ServeMessage { Message: var message })
                {
                    Tell(message.Body is RequestsMessage, bites);
                    message.Dispose();
                }

                return [];
            },
            context.Bounded()));
    }

    private static void Tell(bool happened, Action? bites)
    {
        if (happened)
        {
            bites?.Invoke();
        }
    }
}
