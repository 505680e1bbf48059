using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Artifacts;

/// <summary>Downloaded bytes that hash to their id and decode, not yet judged.</summary>
/// <typeparam name="T">The artifact.</typeparam>
/// <param name="Advert">The id, and what was claimed of it; size and rank are proved by now.</param>
/// <param name="Artifact">The decoded view.</param>
/// <param name="Content">The bytes themselves; whoever removes the candidate releases them.</param>
/// <param name="From">The peer that sent the last of its bytes.</param>
/// <param name="Advertisers">Who advertised it when it was complete: the ones that a rejection is charged to.</param>
/// <param name="Class">The priority it was fetched with.</param>
public sealed record Candidate<T>(
    Advert Advert,
    T Artifact,
    ArtifactContent Content,
    NodeId From,
    IReadOnlyList<NodeId> Advertisers,
    FetchPriority Class)
    where T : IArtifact<T>
{
    /// <summary>The artifact's identity.</summary>
    public ArtifactId Id => Advert.Id;

    /// <summary>
    /// What the download budget is charged for its memory, from before the first chunk until the candidate is judged: whoever removes it from
    /// the unvalidated section, or moves it to the validated one, disposes this. Null for what was not downloaded.
    /// </summary>
    internal IReservation? Reservation { get; init; }

    /// <summary>Whether its bytes were asked for, and did not come with an advert.</summary>
    internal bool IsFetched { get; init; }
}
