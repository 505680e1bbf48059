namespace Tidings.Blocks.Dedupe;

/// <summary>What became of a slot update. A closed list; part of metrics.</summary>
internal enum AdvertOutcome
{
    /// <summary>Not held here: passed on, with its sender as a holder.</summary>
    Offered,

    /// <summary>Validated here: answered with a held mark.</summary>
    Held,

    /// <summary>Rejected, ignored or withdrawn here: remembered, not passed on.</summary>
    Refused,

    /// <summary>Said by a short id of nothing that is validated here yet.</summary>
    Unresolved,

    /// <summary>The slot is empty now.</summary>
    Tombstone,

    /// <summary>Said before in this session.</summary>
    Repeated,

    /// <summary>Older than what the slot holds.</summary>
    Old,

    /// <summary>Outside the table that HELLO announced.</summary>
    OutOfRange,
}
