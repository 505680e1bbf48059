using Tidings.Blocks.Bandwidth;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Lets its bytes out one by one, twenty a second on all streams together, once its first sessions stand: enough to count as alive.</summary>
    /// <param name="node">The liar.</param>
    /// <param name="after">When it begins, counted from each start of the node. Default 2 s.</param>
    /// <exception cref="InvalidOperationException">The node runs.</exception>
    public static SimulatedNode DripSlowly(this SimulatedNode node, TimeSpan? after = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Misbehave(graph => graph.Put("drip", _ => new Drip(node, after ?? TimeSpan.FromSeconds(2))));
    }

    private sealed class Drip(SimulatedNode node, TimeSpan after) : Lie
    {
        private const long BytesPerSecond = 20;

        public override TimeSpan? Interval => after;

        public override IEnumerable<OutboundMessage> Tick()
        {
            node.Sockets = node.Sockets with { WriteBytesPerSecondMax = BytesPerSecond };
            return [];
        }
    }
}
