using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Move;

/// <summary>One artifact of a pool. It owns one reference of the content and the charge for its memory.</summary>
internal sealed class PoolEntry<T>(Candidate<T> candidate)
    where T : IArtifact<T>
{
    /// <summary>An artifact made here.</summary>
    public PoolEntry(Advert advert, T artifact, ArtifactContent content, IReservation? memory, FetchPriority priority)
        : this(new Candidate<T>(advert, artifact, content, advert.Maker, [], priority) { Reservation = memory })
    {
    }

    public Advert Advert => candidate.Advert;

    public T Artifact => candidate.Artifact;

    public ArtifactContent Content => candidate.Content;

    /// <summary>The priority that it was fetched with, or that the policy gives what is made here.</summary>
    public FetchPriority Class => candidate.Class;

    /// <summary>Whether its bytes were asked for.</summary>
    public bool IsFetched => candidate.IsFetched;

    /// <summary>Who advertised it when it was complete.</summary>
    public IReadOnlyList<NodeId> Advertisers => candidate.Advertisers;

    /// <summary>Set when it enters the validated section, and kept afterwards.</summary>
    public bool IsValidated { get; set; }

    /// <summary>The upper layer could not judge it yet: given up first when memory is needed.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>Its neighbours in its section.</summary>
    public PoolEntry<T>? Previous { get; set; }

    public PoolEntry<T>? Next { get; set; }

    /// <summary>From the download budget to the pool's. When the node has no room for both at once, the download budget goes on paying.</summary>
    public void ChargeTo(IByteBudget budget, bool isSpooled)
    {
        if (isSpooled)
        {
            candidate.Reservation?.Dispose();
        }
        else
        {
            candidate.Reservation?.TryMoveTo(budget);
        }
    }

    /// <summary>Gives up the pool's reference and what the entry is charged.</summary>
    public void Free()
    {
        candidate.Content.Release();
        candidate.Reservation?.Dispose();
    }
}
