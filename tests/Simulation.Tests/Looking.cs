using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Runtime.Peers;
using Tidings.Simulation;

namespace Simulation.Tests;

/// <summary>What tests ask of a network.</summary>
internal static class Looking
{
    /// <summary>Peers that a node has a session with.</summary>
    public static int Sessions(this SimulatedNetwork net, int node) => net[node].Node.Peers.Count(static peer => peer.State == PeerState.Connected);

    /// <summary>Publishes a memo.</summary>
    public static ArtifactId Publish(this SimulatedNetwork net, int node, string text) => net.Run(() => net[node].Broadcaster<Memo>().PublishAsync(new Memo(text))).Id;

    /// <summary>Whether every node has it.</summary>
    public static bool IsEverywhere(this SimulatedNetwork net, ArtifactId id) => net.Nodes.All(node => node.Pool<Memo>().Contains(id));

    /// <summary>A network in which everybody has met everybody.</summary>
    public static SimulatedNetwork Mesh(long seed, int nodes, SimulationOptions? options = null)
    {
        var net = SimulatedNetwork.Create(seed, nodes, Memo.Register, options);
        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(10));
        return net;
    }

    /// <summary>Everybody has a session with everybody.</summary>
    public static bool IsFullMesh(this SimulatedNetwork net) => net.Nodes.All(node => net.Sessions(node.Index) == net.Nodes.Count - 1);
}
