using Tidings.Runtime.Peers;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>Blame is right: no honest node is charged with an offence by an honest node. What counts as an offence cannot happen by accident.</summary>
internal sealed class RightBlame : IInvariant
{
    private const int EverySteps = 16;

    public string Name => "right blame";

    /// <summary>One peer at a time: an offence is counted for good, so it is found within so many steps times the number of nodes.</summary>
    public string? AfterStep(SimulatedNode node)
    {
        var (turn, rest) = Math.DivRem(node.Current.Host.Steps, EverySteps);
        return rest == 0 ? Of(node, node.Network[(int)(turn % node.Network.Nodes.Count)]) : null;
    }

    public string? AtRest(SimulatedNetwork network) =>
        (from node in network.Nodes
         where node is { IsHonest: true, IsUp: true }
         from peer in network.Nodes
         let broken = Of(node, peer)
         where broken is not null
         select $"Node {node.Index}: {broken}").FirstOrDefault();

    private static string? Of(SimulatedNode node, SimulatedNode peer) =>
        peer.IsHonest && peer != node && node.Get<PeerBasis>().Offences.Find(peer.Id) is { } score
            ? $"The honest node {peer.Index} is charged with {string.Join(", ", score.Offences.Select(static offence => $"{offence.Key} x {offence.Value}"))}; the last: {score.LastDetail}."
            : null;
}
