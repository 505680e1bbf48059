using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Tests.Membership;

/// <summary>Memberships of nodes that are known by small numbers.</summary>
internal static class Lists
{
    public static MembershipList Of(ulong version, params int[] nodes) => Of(version, nodes.Select(Ids.Of));

    public static MembershipList Of(ulong version, IEnumerable<NodeId> nodes) => new(version, nodes.Select(static id => new Member(id, [])));

    public static MembershipList At(ulong version, params (int Node, string Address)[] members) =>
        new(version, members.Select(static m => new Member(Ids.Of(m.Node), [NodeAddress.Parse(m.Address)])));
}
