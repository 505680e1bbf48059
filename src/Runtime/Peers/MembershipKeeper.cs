using Tidings.Blocks;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers.Sessions;

namespace Tidings.Runtime.Peers;

/// <summary>
/// From lists of members to neighbours: the topology of the current version, joined with that of the version before while it is still valid. A core:
/// one owner, told the time.
/// </summary>
internal sealed class MembershipKeeper(NodeId self, ITopology topology, MembershipView view)
{
    /// <summary>When <see cref="EndOverlap"/> is due at the latest.</summary>
    public TimeSpan? NextWake => view.OverlapEndsAt;

    public MembershipOutcome Offer(MembershipList list, TimeSpan now, out NeighboursChanged? changed)
    {
        var outcome = view.Offer(list, now).Outcome;
        changed = outcome is MembershipOutcome.Adopted or MembershipOutcome.AddressesChanged ? Neighbours() : null;
        return outcome;
    }

    public MembershipAgreement Said(NodeId peer, ulong version, Hash256 hash) => view.Said(peer, version, hash);

    public void Disconnected(NodeId peer) => view.Disconnected(peer);

    /// <summary>Ends the overlap of two versions if it is time.</summary>
    public NeighboursChanged? EndOverlap(TimeSpan now) => view.TryEndOverlap(now, out _) ? Neighbours() : null;

    /// <summary>Where to look for a peer; empty when nobody knows.</summary>
    public IReadOnlyList<Transport.NodeAddress> AddressesOf(NodeId peer) =>
        view.Current?.TryGet(peer, out var member) == true || view.Overlap?.TryGet(peer, out member) == true ? member!.Addresses : [];

    private NeighboursChanged Neighbours()
    {
        MembershipList[] lists = [.. new[] { view.Current, view.Overlap }.OfType<MembershipList>()];
        var members = lists.SelectMany(static l => l.Members).Select(static m => m.Id).Where(id => id != self).ToHashSet();
        var neighbours = lists.SelectMany(l => topology.NeighboursOf(self, l)).Distinct().Order();
        return new NeighboursChanged([.. neighbours.Select(id => new Neighbour(id, AddressesOf(id).Count > 0))], members);
    }
}
