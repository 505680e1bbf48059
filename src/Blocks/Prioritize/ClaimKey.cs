using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Prioritize;

/// <summary>What is fetched: the same id with another size or rank is another claim, with holders of its own, so that a false one costs its makers alone.</summary>
internal readonly record struct ClaimKey(ArtifactId Id, long Size, long Rank)
{
    public static ClaimKey Of(Advert advert) => new(advert.Id, advert.Size, advert.Rank);

    /// <summary>A part of the id: the same in every process.</summary>
    public override int GetHashCode() => Id.GetHashCode();
}
