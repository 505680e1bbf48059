using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Peers;
using Tidings.Simulation.Checks.Records;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// A peer that sent wrong bytes for an artifact, and was charged with it, is not asked for that artifact again in its session. The checker knows the right
/// bytes from the pool of any honest node.
/// </summary>
internal sealed class LiarsAreLeft : IInvariant
{
    /// <summary>Own steps that a request may take from its decision to the lane. It takes no time, but a process may be paused in the middle.</summary>
    private const int StepsUnderWay = 128;

    /// <summary>Own steps within which a lie is charged or not at all: it may have come too late to matter.</summary>
    private const int StepsToCharge = 2000;

    private readonly Dictionary<(SimulatedHost, NodeId, long, ArtifactId), Lie> _lies = [];
    private readonly List<Lie> _uncharged = [];

    public string Name => "liars are left";

    public string? AfterStep(SimulatedNode node)
    {
        if (_uncharged.Count > 0)
        {
            _uncharged.RemoveAll(lie => lie.Node == node && (lie.Host != node.Current.Host || IsSettled(lie)));
        }

        if (!node.Record.HasNews)
        {
            return null;
        }

        foreach (var kind in node.Record.Kinds)
        {
            foreach (var (request, chunk) in kind.Requests.Chunks)
            {
                Note(node, kind, request, chunk);
            }

            foreach (var request in kind.Requests.News)
            {
                if (_lies.TryGetValue((node.Current.Host, request.Peer, request.Session, request.Id), out var lie) && IsAgain(lie))
                {
                    return $"{request.Peer.ToShortString()} sent wrong bytes for {request.Id.ToShortString()} at {lie.At:c} and is asked for it again in its session.";
                }
            }
        }

        return null;
    }

    private static long Charges(SimulatedNode node, NodeId peer) =>
        node.Get<PeerBasis>().Offences.Find(peer)?.Offences.FirstOrDefault(static offence => offence.Key == Offence.WrongBytes).Value ?? 0;

    // A chunk may be verified in the step in which it comes in: then the last charge names it.
    private static bool IsCharged(SimulatedNode node, SentRequest request) =>
        Charges(node, request.Peer) > 0
        && node.Get<PeerBasis>().Offences.Find(request.Peer)!.LastDetail.Contains(request.Id.ToShortString(), StringComparison.Ordinal);

    private static bool IsSettled(Lie lie)
    {
        var steps = lie.Host.Steps;
        if (Charges(lie.Node, lie.Liar) > lie.Charges)
        {
            lie.Charged = (steps, lie.Node.Network.Now);
        }

        return lie.Charged is not null || steps > lie.Steps + StepsToCharge;
    }

    private static bool IsAgain(Lie lie) =>
        lie.Charged is var (steps, at) && lie.Host.Steps > steps + StepsUnderWay && lie.Node.Network.Now > at;

    private void Note(SimulatedNode node, KindRecord kind, SentRequest request, ChunkMessage chunk)
    {
        var sender = node.Network.Nodes.First(sender => sender.Id == request.Peer);
        if (!sender.IsHonest && Truth(node.Network, kind.Kind, request.Id) is { } content)
        {
            if (chunk.Chunk == request.Chunk && !IsTrue(content, chunk))
            {
                var host = node.Current.Host;
                var lie = new Lie(node, host, request.Peer, Charges(node, request.Peer), host.Steps, node.Network.Now)
                {
                    Charged = IsCharged(node, request) ? (host.Steps, node.Network.Now) : null,
                };
                Note(lie, (host, request.Peer, request.Session, request.Id));
            }

            content.Release();
        }
    }

    // The first one that is charged counts: what is asked for after it is asked for again.
    private void Note(Lie lie, (SimulatedHost, NodeId, long, ArtifactId) place)
    {
        if (_lies.GetValueOrDefault(place)?.Charged is null)
        {
            _lies[place] = lie;
            if (lie.Charged is null)
            {
                _uncharged.Add(lie);
            }
        }
    }

    private static bool IsTrue(ArtifactContent content, ChunkMessage chunk) =>
        content.Chunk((int)chunk.Chunk).Span.SequenceEqual(chunk.Data.Span) && content.Proof((int)chunk.Chunk).SequenceEqual(chunk.Proof);

    private static ArtifactContent? Truth(SimulatedNetwork network, string kind, ArtifactId id)
    {
        foreach (var pool in network.Nodes.Where(static node => node.IsHonest && node.Starts > 0).Select(node => Pool(node, kind)))
        {
            if (pool.TryGetContent(id, out var content))
            {
                return content;
            }
        }

        return null;
    }

    private static IPoolReader Pool(SimulatedNode node, string kind) => node.Record.Kinds.First(other => other.Kind == kind).Pool;

    private sealed record Lie(SimulatedNode Node, SimulatedHost Host, NodeId Liar, long Charges, long Steps, TimeSpan At)
    {
        /// <summary>When the liar had paid for it; null while it has not.</summary>
        public (long Steps, TimeSpan At)? Charged { get; set; }
    }
}
