using Tidings.Blocks.Artifacts;
using Tidings.Simulation.Checks.Records;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// Every obligation of a running node is met in time, once nothing goes wrong any more: a publication has its outcome, a request to an honest node has its
/// end. That a whole network stands still is proved by its clock, not here: nothing ready, and no timer armed.
/// </summary>
internal sealed class NoDeadlock : IInvariant
{
    public const string Title = "no deadlock";

    private const int EverySteps = 256;

    /// <summary>Far above every timeout of the product: a peer that is silent is dropped after 6 s, and what it owes goes to others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<KindRecord, List<(ArtifactId Id, Task Outcome, TimeSpan At)>> _publications = [];

    public string Name => Title;

    Occasion IInvariant.Occasion => Occasion.News | Occasion.Turn;

    public string? AfterStep(SimulatedNode node)
    {
        if (node.Record.HasNews)
        {
            Note(node);
        }

        return node.Current.Host.Steps % EverySteps == 0 && node.Network.QuietFor >= Patience ? Overdue(node) : null;
    }

    private void Note(SimulatedNode node)
    {
        foreach (var kind in node.Record.Kinds.Where(static kind => kind.Publications.Count > 0))
        {
            if (!_publications.TryGetValue(kind, out var waiting))
            {
                _publications.Add(kind, waiting = []);
            }

            waiting.RemoveAll(static publication => publication.Outcome.IsCompleted);
            waiting.AddRange(kind.Publications.Select(publication => (publication.Id, publication.Outcome, node.Network.Now)));
        }
    }

    private string? Overdue(SimulatedNode node)
    {
        var limit = node.Network.Now - Patience;
        foreach (var kind in node.Record.Kinds)
        {
            var stuck = _publications.GetValueOrDefault(kind)?.Find(publication => publication.At < limit && !publication.Outcome.IsCompleted);
            if (stuck is { Outcome: not null } publication)
            {
                return $"The publication of {publication.Id.ToShortString()} of the kind {kind.Kind} has no outcome since {publication.At:c}.";
            }

            if (kind.Requests.Open.FirstOrDefault(request => request.At < limit && kind.Requests.HeardFrom(request.Peer) < limit && IsWilling(node, request)) is { } request)
            {
                return $"Request {request.Number}, for chunk {request.Chunk} of {request.Id.ToShortString()}, is owed by {request.Peer.ToShortString()} since {request.At:c}, and nobody gives it up.";
            }
        }

        return null;
    }

    private static bool IsWilling(SimulatedNode node, SentRequest request) =>
        node.Network.Nodes.First(peer => peer.Id == request.Peer) is { IsHonest: true, IsUp: true } peer && !peer.Current.Host.IsPaused;
}
