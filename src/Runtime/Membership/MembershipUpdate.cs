using System.Collections.Immutable;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Membership;

/// <summary>What a list from the source did.</summary>
internal enum MembershipOutcome
{
    /// <summary>A higher version: it is the current one now.</summary>
    Adopted,

    /// <summary>The same version and members, other addresses: these are taken.</summary>
    AddressesChanged,

    /// <summary>The same as before.</summary>
    Unchanged,

    /// <summary>A version below the current one: refused, or a rolled-back file would bring leavers back.</summary>
    Older,

    /// <summary>The current version number with other members: refused, the operator has to raise the version.</summary>
    Conflict,
}

/// <summary>The effect of a list on the view.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Leavers">Who may hold a session no longer, in the order of their ids.</param>
internal readonly record struct MembershipUpdate(MembershipOutcome Outcome, ImmutableArray<NodeId> Leavers);
