using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Receive;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;
using Tidings.Simulation.Cuts;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Takes some messages and then no more: its lanes are not read, but its heartbeats go on.</summary>
    /// <param name="graph">The liar's.</param>
    /// <param name="afterMessages">How many it takes first. Default 100; fewer than its peers' greetings and it is never spoken to.</param>
    /// <param name="bites">Called for every message that is left lying, at most as many as wait in its graph.</param>
    public static GraphBlueprint NeverRead(this GraphBlueprint graph, int afterMessages = 100, Action? bites = null) => ReadSlowly(graph, Timeout.InfiniteTimeSpan, afterMessages, bites);

    /// <summary>Takes some messages at once and all others one at a time, each after a while.</summary>
    /// <param name="graph">The liar's.</param>
    /// <param name="perMessage">How long it takes for one.</param>
    /// <param name="afterMessages">How many it takes at once, first. Default 100.</param>
    /// <param name="bites">Called for every message that waits.</param>
    public static GraphBlueprint ReadSlowly(this GraphBlueprint graph, TimeSpan perMessage, int afterMessages = 100, Action? bites = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.After(Stages.Receive).Insert("slow-reader", context =>
        {
            var (left, never) = (afterMessages, new Gate());
            return new TransformBlock<PeerMessage, PeerMessage>(
                async message =>
                {
                    if (--left < 0)
                    {
                        left = 0;
                        bites?.Invoke();
                        await (perMessage == Timeout.InfiniteTimeSpan ? never.PassAsync(context.Stopping) : Pause.For(perMessage, context.Time, context.Stopping));
                    }

                    return message;
                },
                context.Bounded(1));
        });
    }
}
