using System.Collections.Immutable;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Send;

namespace Tidings.Runtime.Peers;

/// <summary>Who the peers are and where their lanes end: the way out of the graph, and the source of what an operator sees. One writer, any readers.</summary>
internal sealed class PeerDirectory(OffenceDesk offences, NodeClock clock) : IPeerSender
{
    private volatile ImmutableSortedDictionary<NodeId, PeerRecord> _peers = ImmutableSortedDictionary<NodeId, PeerRecord>.Empty;

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<PeerInfo> Peers => [.. _peers.Values.Select(Describe)];

    public int Connected => _peers.Values.Count(static peer => peer.Session != 0);

    /// <summary>Messages that wait for sockets.</summary>
    public int Waiting => _peers.Values.SelectMany(static peer => peer.Lanes).Sum(static lane => lane.Waiting);

    public bool TrySend(OutboundMessage message) =>
        _peers.TryGetValue(message.Peer, out var peer) && peer.LaneOf(message.Session, message.Lane)?.TrySend(message) == true;

    public PeerRecord Of(NodeId id)
    {
        if (!_peers.TryGetValue(id, out var peer))
        {
            _peers = _peers.Add(id, peer = new PeerRecord(id));
        }

        return peer;
    }

    public PeerRecord? Find(NodeId id) => _peers.GetValueOrDefault(id);

    /// <summary>Keeps members only.</summary>
    /// <returns>Who was dropped.</returns>
    public IReadOnlyList<NodeId> Keep(IReadOnlySet<NodeId> members)
    {
        NodeId[] leavers = [.. _peers.Keys.Where(id => !members.Contains(id))];
        _peers = _peers.RemoveRange(leavers);
        return leavers;
    }

    private PeerInfo Describe(PeerRecord peer)
    {
        var score = offences.Find(peer.Id);
        return peer.Describe(score?.Points ?? 0, score?.BannedUntil > clock.Now);
    }
}
