namespace Tidings.Blocks.Content;

/// <summary>Why bytes could not be kept. A closed list.</summary>
internal enum ContentError
{
    None,

    /// <summary>Larger than its kind allows.</summary>
    TooLarge,

    /// <summary>The spool's disk is full or refuses.</summary>
    Storage,

    /// <summary>The source has fewer or more bytes than were announced.</summary>
    LengthDiffers,
}
