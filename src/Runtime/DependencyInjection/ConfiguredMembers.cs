using System.Collections.Immutable;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>The configured peers and the node itself as the one version of a membership.</summary>
internal static class ConfiguredMembers
{
    /// <summary>Every node of such a subnet lists all the others, so all come to the same list.</summary>
    private const ulong Version = 1;

    public static MembershipList Of(NodeId self, RuntimeOptions options)
    {
        var peers = options.Peers.Select(static peer => new Member(IdOf(peer), AddressesOf(peer))).Where(member => member.Id != self);
        return new MembershipList(Version, [new Member(self, []), .. peers]);
    }

    private static NodeId IdOf(PeerOptions peer) => NodeId.TryParse(peer.Key, out var id) ? id : throw new FormatException($"'{peer.Key}' is not a node id.");

    private static ImmutableArray<NodeAddress> AddressesOf(PeerOptions peer) => peer.Address.Length > 0 ? [NodeAddress.Parse(peer.Address)] : [];
}
