namespace Tidings.Pipelines.Publishing;

/// <summary>Why nothing was published. A closed list.</summary>
public enum PublishFailure
{
    /// <summary>The validated section has no place or no memory for it. Room comes when something is removed or purged.</summary>
    PoolFull,

    /// <summary>Larger than its kind's MaxBytes.</summary>
    TooLarge,

    /// <summary>The disk of the spool directory is full or refuses.</summary>
    DiskFull,

    /// <summary>The kind's codec does not read the bytes back as this artifact: every other node would refuse it.</summary>
    Undecodable,

    /// <summary>The stream has fewer or more bytes than were announced.</summary>
    LengthDiffers,

    /// <summary>The node stops, or the branch of the kind has stopped by a fault.</summary>
    Stopping,
}
