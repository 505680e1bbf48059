using Tidings.Runtime.Peers;
using Tidings.Simulation;

namespace Simulation.Tests;

/// <summary>What tests ask of a network.</summary>
internal static class Looking
{
    /// <summary>Peers that a node has a session with.</summary>
    public static int Sessions(this SimulatedNetwork net, int node) => net[node].Node.Peers.Count(static peer => peer.State == PeerState.Connected);

    /// <summary>Everybody has a session with everybody.</summary>
    public static bool IsFullMesh(this SimulatedNetwork net) => net.Nodes.All(node => net.Sessions(node.Index) == net.Nodes.Count - 1);
}
