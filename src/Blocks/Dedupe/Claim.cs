using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// One advert, shared by the entries of all peers that claim the same size and rank: what keeps an entry small. Entries of artifacts that are
/// validated or refused here cost a reference, a commit and a byte.
/// </summary>
internal sealed record Claim(AdvertisedArtifact Artifact, Advert Advert)
{
    public bool Says(Advert other) => Advert.Id == other.Id && Advert.Size == other.Size && Advert.Rank == other.Rank;
}
