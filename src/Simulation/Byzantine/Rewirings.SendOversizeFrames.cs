using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Puts the header of a frame of 4 GiB into its streams, to one peer after the other, below all that would refuse to write it.</summary>
    /// <param name="node">The liar; of a network without TLS.</param>
    /// <param name="every">How often. Default 500 ms.</param>
    /// <exception cref="InvalidOperationException">The node runs, or the network has TLS.</exception>
    public static SimulatedNode SendOversizeFrames(this SimulatedNode node, TimeSpan? every = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Network.Fabric.MachineOf(node.Index).Tls)
        {
            throw new InvalidOperationException("With TLS a peer cannot tell a false header from an accident on the way.");
        }

        return node.Misbehave(graph => graph.Put("oversize", context => new Oversize(node, every ?? TimeSpan.FromMilliseconds(500), context.Random)));
    }

    private sealed class Oversize(SimulatedNode node, TimeSpan every, Random random) : Lie
    {
        private static readonly byte[] s_header = [(byte)FrameType.Slots, 0, 0xFF, 0xFF, 0xFF, 0xFF];

        public override TimeSpan? Interval => every;

        public override IEnumerable<OutboundMessage> Tick()
        {
            node.SendRaw(random.Next(node.Network.Nodes.Count), s_header);
            return [];
        }
    }
}
