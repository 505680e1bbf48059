using System.Collections.Immutable;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Membership;

/// <summary>
/// Which members keep sessions with each other. A pure function of its input: every node must compute the same graph, symmetric and
/// connected. Called when the membership changes; thread-safe.
/// </summary>
public interface ITopology
{
    /// <summary>The nodes that <paramref name="self"/> keeps sessions with, in the order of their ids, itself never among them.</summary>
    /// <param name="self">The node that asks.</param>
    /// <param name="members">Who belongs to the subnet.</param>
    /// <returns>Empty when <paramref name="self"/> is not a member.</returns>
    ImmutableArray<NodeId> NeighboursOf(NodeId self, MembershipList members);
}
