using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Peers;
using Tidings.Simulation.Checks.Records;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// A peer that sent wrong bytes for an artifact, and was charged with it, is not asked for that artifact again in its session. The checker knows the right
/// bytes from the pool of any honest node.
/// </summary>
internal sealed class LiarsAreLeft : IInvariant
{
    /// <summary>Own steps that a request may take from its decision to the lane, and a chunk from the lane to the charge.</summary>
    private const int StepsUnderWay = 2000;

    private readonly Dictionary<(SimulatedNode, NodeId, long, ArtifactId), Lie> _lies = [];

    public string Name => "liars are left";

    public string? AfterStep(SimulatedNode node)
    {
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
                if (_lies.TryGetValue((node, request.Peer, request.Session, request.Id), out var lie) && IsAgain(node, request.Peer, lie))
                {
                    return $"{request.Peer.ToShortString()} sent wrong bytes for {request.Id.ToShortString()} at {lie.At:c} and is asked for it again in its session.";
                }
            }
        }

        return null;
    }

    private static long Charges(SimulatedNode node, NodeId peer) =>
        node.Get<PeerBasis>().Offences.Find(peer)?.Offences.FirstOrDefault(static offence => offence.Key == Offence.WrongBytes).Value ?? 0;

    private static bool IsAgain(SimulatedNode node, NodeId peer, Lie lie) =>
        Charges(node, peer) > lie.Charges && node.Current.Host.Steps > lie.Steps + StepsUnderWay;

    private void Note(SimulatedNode node, KindRecord kind, SentRequest request, ChunkMessage chunk)
    {
        var sender = node.Network.Nodes.First(sender => sender.Id == request.Peer);
        if (!sender.IsHonest && Truth(node.Network, kind.Kind, request.Id) is { } content)
        {
            if (chunk.Chunk == request.Chunk && !IsTrue(content, chunk))
            {
                _lies[(node, request.Peer, request.Session, request.Id)] = new Lie(node.Current.Host.Steps, Charges(node, request.Peer), node.Network.Now);
            }

            content.Release();
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

    private sealed record Lie(long Steps, long Charges, TimeSpan At);
}
