using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Membership;

/// <summary>Who is whose neighbour by the topology of the present version of the membership: every node computes the same. Thread-safe.</summary>
internal sealed class Neighbourhood(MembershipView view, ITopology topology)
{
    private volatile Known? _known;

    public bool AreNeighbours(NodeId one, NodeId other)
    {
        if (view.Current is not { } members)
        {
            return false;
        }

        // Of two threads that find a new version one forgets what the other has computed, and it is computed again.
        if (_known is not { } known || known.Members != members)
        {
            _known = known = new Known(members, new ConcurrentDictionary<NodeId, ImmutableHashSet<NodeId>>());
        }

        return known.Neighbours.GetOrAdd(one, static (id, from) => [.. from.topology.NeighboursOf(id, from.members)], (topology, members)).Contains(other);
    }

    private sealed record Known(MembershipList Members, ConcurrentDictionary<NodeId, ImmutableHashSet<NodeId>> Neighbours);
}
