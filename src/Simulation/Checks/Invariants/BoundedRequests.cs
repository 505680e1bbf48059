namespace Tidings.Simulation.Checks.Invariants;

/// <summary>A peer owes no more requests than the node's options allow.</summary>
internal sealed class BoundedRequests : IInvariant
{
    public string Name => "bounded requests";

    Occasion IInvariant.Occasion => Occasion.News;

    public string? AfterStep(SimulatedNode node)
    {
        foreach (var kind in node.Record.Kinds)
        {
            var most = kind.Options.Download.OutstandingRequestsPerPeer;
            foreach (var request in kind.Requests.News)
            {
                if (kind.Requests.OpenOf(request.Peer) > most)
                {
                    return $"{request.Peer.ToShortString()} owes {kind.Requests.OpenOf(request.Peer)} requests of the kind {kind.Kind}, of {most} that are allowed.";
                }
            }
        }

        return null;
    }
}
