using Tidings.Blocks.Peers;
using Tidings.Pipelines.Graph;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Hosting;

/// <summary>One node, to look at. Thread-safe; every property is a snapshot of the moment it is read.</summary>
public interface INode
{
    /// <summary>The node's id.</summary>
    NodeId Id { get; }

    /// <summary>Where it listens, with the port that was taken; null while it does not run.</summary>
    NodeAddress? Address { get; }

    /// <summary>The members and neighbours that it knows, by id, itself not among them.</summary>
    IReadOnlyList<PeerInfo> Peers { get; }

    /// <summary>Who belongs to the subnet.</summary>
    MembershipInfo Membership { get; }

    /// <summary>What each kind holds and has moved since the node was built, in the order in which the kinds were added.</summary>
    IReadOnlyList<KindFigures> Kinds { get; }

    /// <summary>Items that wait in the edges of the graph.</summary>
    long ItemsWaiting { get; }

    /// <summary>How well it is, with reasons.</summary>
    NodeHealth Health { get; }

    /// <summary>Its graph, in words.</summary>
    GraphDescription Graph { get; }

    /// <summary>Completes when the node listens and dials; fails with what kept it from starting.</summary>
    Task Started { get; }
}
