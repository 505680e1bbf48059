namespace Tidings.Runtime.Membership;

/// <summary>How a peer's membership relates to ours.</summary>
internal enum MembershipAgreement
{
    /// <summary>The same version with the same members.</summary>
    Same,

    /// <summary>It has an older version.</summary>
    Behind,

    /// <summary>It has a newer version: ours is late.</summary>
    Ahead,

    /// <summary>The same version number, other members: an operator's mistake, to be reported.</summary>
    Conflict,
}
