namespace Tidings.Blocks.Download;

/// <summary>How a download ended. A closed list; part of metrics.</summary>
internal enum DownloadOutcome
{
    /// <summary>All bytes are here, hash to the id and decode.</summary>
    Complete,

    /// <summary>Nobody wants it any more.</summary>
    Cancelled,

    /// <summary>Nobody advertises it any more and its memory was needed elsewhere.</summary>
    NoHolders,

    /// <summary>The bytes hash to the id and do not decode; the artifact is refused for good.</summary>
    Undecodable,

    /// <summary>Our own disk refused the bytes: tried again after a while.</summary>
    StorageFailed,

    /// <summary>The bytes disprove the claimed rank: the claim is refused for as long as it is made, the artifact is not.</summary>
    FalseClaim,
}
