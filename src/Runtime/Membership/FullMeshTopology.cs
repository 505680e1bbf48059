using System.Collections.Immutable;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Membership;

/// <summary>Everybody with everybody.</summary>
internal sealed class FullMeshTopology : ITopology
{
    public ImmutableArray<NodeId> NeighboursOf(NodeId self, MembershipList members) =>
        members.Contains(self) ? [.. members.Members.Select(static m => m.Id).Where(id => id != self)] : [];

    public override string ToString() => "full";
}
