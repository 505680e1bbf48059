namespace Tidings.Blocks.Artifacts;

/// <summary>What the upper layer wants done about an advert, given its pool as it is now. Ordered: a higher value is more urgent.</summary>
public enum FetchPriority
{
    /// <summary>This pool, while it only grows, never wants it. Judged again when the pool shrinks.</summary>
    Drop,

    /// <summary>Remembered and not fetched; judged again when the pool changes.</summary>
    Stash,

    /// <summary>Fetched when nothing better waits.</summary>
    Later,

    /// <summary>Fetched in the usual order.</summary>
    Fetch,

    /// <summary>Fetched before everything else, from a part of the budget kept for it.</summary>
    FetchNow,
}
