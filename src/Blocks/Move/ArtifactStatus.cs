namespace Tidings.Blocks.Move;

/// <summary>What a pool knows of an artifact: the answer to the receive check.</summary>
internal enum ArtifactStatus
{
    /// <summary>Nothing: it may be fetched.</summary>
    Unknown,

    /// <summary>Received and not yet judged, or deferred.</summary>
    Unvalidated,

    /// <summary>In the validated section: advertised and served.</summary>
    Validated,

    /// <summary>The upper layer refused its bytes, or they do not decode: not fetched again while the memory of it lasts.</summary>
    Rejected,

    /// <summary>Not for this node: not fetched again while the memory of it lasts.</summary>
    Ignored,

    /// <summary>The upper layer removed it: not fetched again for as long as anybody advertises it, unless released.</summary>
    Withdrawn,
}
