namespace Tidings.Blocks.Dedupe;

/// <summary>One slot of a peer's table: an advert, or a tombstone when there is a commit and no claim.</summary>
internal struct SlotEntry
{
    public Claim? Claim;

    /// <summary>The sender's number of this content; 0 when it belongs to an earlier process of the peer.</summary>
    public ulong Commit;

    /// <summary>The first eight bytes of the id, where nothing more was said and they are not resolved; else 0, or nothing that counts.</summary>
    public ulong ShortId;

    /// <summary>Said by a short id that is not resolved yet: it names nothing so far.</summary>
    public bool IsShort;

    /// <summary>Not said or confirmed in the present session: nobody may be asked because of it.</summary>
    public bool IsStale;

    /// <summary>Passed on as a holder, and not taken back.</summary>
    public bool IsOffered;

    /// <summary>Its commit was given a held mark in this session.</summary>
    public bool IsMarked;

    public readonly bool IsUsed => Commit != 0 || Claim is not null;
}
