using System.Collections.Immutable;
using Tidings.Blocks;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Membership;

/// <summary>
/// The membership as one node sees it while it changes: version v stays valid beside v+1 until every connected member of v+1 says v+1, or
/// a time has passed. A core: one owner, told the time; only <see cref="MayConnect"/>, <see cref="Current"/> and <see cref="Overlap"/> may
/// be read from any thread.
/// </summary>
internal sealed class MembershipView
{
    private readonly TimeSpan _overlapMax;
    private readonly Dictionary<NodeId, ulong> _said = [];
    private volatile Lists _lists = new(null, null);

    public MembershipView(MembershipOptions options)
    {
        OptionMistakes.ThrowIfAny(options.Mistakes(), nameof(options));
        _overlapMax = options.OverlapMax;
    }

    /// <summary>The newest version; null before the first.</summary>
    public MembershipList? Current => _lists.Current;

    /// <summary>The version before, while it is still valid.</summary>
    public MembershipList? Overlap => _lists.Overlap;

    /// <summary>When the overlap ends at the latest: <see cref="TryEndOverlap"/> is due then.</summary>
    public TimeSpan? OverlapEndsAt { get; private set; }

    /// <summary>A member of either valid version.</summary>
    public bool MayConnect(NodeId id) => _lists.Contains(id);

    /// <summary>The source has a list.</summary>
    public MembershipUpdate Offer(MembershipList list, TimeSpan now)
    {
        var before = _lists;
        if (before.Current is not { } current)
        {
            _lists = new Lists(list, null);
            return new MembershipUpdate(MembershipOutcome.Adopted, []);
        }

        if (list.Version < current.Version)
        {
            return new MembershipUpdate(MembershipOutcome.Older, []);
        }

        if (list.Version == current.Version)
        {
            return new MembershipUpdate(Readdress(list, current), []);
        }

        _lists = new Lists(list, current);
        OverlapEndsAt = now + _overlapMax;
        return new MembershipUpdate(MembershipOutcome.Adopted, LeaversSince(before));
    }

    /// <summary>A connected peer says, in HELLO or a heartbeat, which version it has.</summary>
    public MembershipAgreement Said(NodeId peer, ulong version, Hash256 hash)
    {
        _said[peer] = version;
        return Current is not { } current || version > current.Version ? MembershipAgreement.Ahead
            : version < current.Version ? MembershipAgreement.Behind
            : hash == current.Hash ? MembershipAgreement.Same
            : MembershipAgreement.Conflict;
    }

    /// <summary>The peer has no session any more: nobody waits for it.</summary>
    public void Disconnected(NodeId peer) => _said.Remove(peer);

    /// <summary>Ends the overlap if it is time. To be asked after every event, and at <see cref="OverlapEndsAt"/>.</summary>
    /// <param name="now">Monotonic.</param>
    /// <param name="leavers">Who may hold a session no longer, in the order of their ids.</param>
    public bool TryEndOverlap(TimeSpan now, out ImmutableArray<NodeId> leavers)
    {
        leavers = [];
        var before = _lists;
        if (before.Overlap is null || (now < OverlapEndsAt && !AllHave(before.Current!)))
        {
            return false;
        }

        _lists = before with { Overlap = null };
        OverlapEndsAt = null;
        leavers = LeaversSince(before);
        return true;
    }

    private MembershipOutcome Readdress(MembershipList list, MembershipList current)
    {
        if (list.Hash != current.Hash)
        {
            return MembershipOutcome.Conflict;
        }

        var same = list.Members.Zip(current.Members).All(static pair => pair.First.Addresses.SequenceEqual(pair.Second.Addresses));
        if (!same)
        {
            _lists = _lists with { Current = list };
        }

        return same ? MembershipOutcome.Unchanged : MembershipOutcome.AddressesChanged;
    }

    private bool AllHave(MembershipList current) =>
        _said.All(said => said.Value >= current.Version || !current.Contains(said.Key));

    private ImmutableArray<NodeId> LeaversSince(Lists before)
    {
        var now = _lists;
        return [.. before.Ids().Where(id => !now.Contains(id))];
    }

    private sealed record Lists(MembershipList? Current, MembershipList? Overlap)
    {
        public bool Contains(NodeId id) => Current?.Contains(id) == true || Overlap?.Contains(id) == true;

        public IEnumerable<NodeId> Ids() =>
            new[] { Current, Overlap }.SelectMany(static l => l is null ? [] : l.Members.Select(static m => m.Id)).Distinct().Order();
    }
}
