using Tidings.Runtime.Peers;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>Blame is right: no honest node is charged with an offence by an honest node. What counts as an offence cannot happen by accident.</summary>
internal sealed class RightBlame : IInvariant
{
    public string Name => "right blame";

    Occasion IInvariant.Occasion => Occasion.Turn;

    /// <summary>One peer at a turn: an offence is counted for good, so it is found within as many turns as there are nodes.</summary>
    public string? AfterStep(SimulatedNode node) =>
        Of(node, node.Network[(int)(node.Current.Host.Steps / InvariantList.TurnSteps % node.Network.Nodes.Count)]);

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
