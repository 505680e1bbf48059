namespace Tidings.Blocks.Artifacts;

/// <summary>What happened to a validated section, for a subscriber. A closed set; immutable.</summary>
public abstract record PoolChange
{
    private PoolChange()
    {
    }

    /// <summary>First of every subscription: the section as it was when the subscription began. Everything after it follows.</summary>
    /// <param name="Ids">In order of acceptance.</param>
    public sealed record Started(IReadOnlyList<ArtifactId> Ids) : PoolChange;

    /// <summary>The section gained an artifact.</summary>
    /// <param name="Advert">Its id, size, rank and maker.</param>
    public sealed record Validated(Advert Advert) : PoolChange;

    /// <summary>The section lost an artifact.</summary>
    /// <param name="Advert">Its id, size, rank and maker.</param>
    public sealed record Removed(Advert Advert) : PoolChange;

    /// <summary>The subscriber was too slow: changes at this place were left out. Read the pool's ids again.</summary>
    /// <param name="Count">How many, at least 1.</param>
    public sealed record Lagged(long Count) : PoolChange;
}
