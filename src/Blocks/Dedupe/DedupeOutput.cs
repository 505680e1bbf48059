using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>What leaves the dedupe stage of a kind.</summary>
public abstract record DedupeOutput;

/// <summary>A peer began or ceased to advertise an artifact. A pushed body rides along with the first advert of its slot.</summary>
/// <param name="Advert">The claim; the same id with another size or rank is another claim, with holders of its own. The maker is the first one claimed.</param>
/// <param name="Peer">Who advertises it.</param>
/// <param name="Session">The session in which it does.</param>
/// <param name="Commit">The commit of the slot update: "asked" belongs to a holder and its commit.</param>
/// <param name="IsHolder">True when it began or says so under a newer commit, false when it ceased.</param>
/// <param name="Body">The pushed bytes, a copy with one owner, charged to the peer; or null.</param>
internal readonly record struct HolderChange(
    Advert Advert, NodeId Peer, long Session, ulong Commit, bool IsHolder, Limits.RentedBuffer? Body);

/// <summary>Changes in who advertises what, for the priority buffer.</summary>
internal sealed record HoldersChanged(IReadOnlyList<HolderChange> Changes) : DedupeOutput, IDisposable
{
    public void Dispose()
    {
        foreach (var change in Changes)
        {
            change.Body?.Dispose();
        }
    }
}

/// <summary>What the publish stage is to say to a peer about that peer's own table.</summary>
/// <param name="Peer">Whose table.</param>
/// <param name="Session">The session in which it was told.</param>
internal abstract record DedupeOwed(NodeId Peer, long Session) : DedupeOutput;

/// <summary>An entry of a peer's table whose artifact is validated here.</summary>
internal readonly record struct HeldEntry(ulong Commit, ArtifactId Id);

/// <summary>Adverts of artifacts that are validated here already: their commits are owed a held mark.</summary>
internal sealed record HeldDue(NodeId Peer, long Session, IReadOnlyList<HeldEntry> Entries) : DedupeOwed(Peer, Session);

/// <summary>
/// A peer ceased to advertise artifacts that are validated here: their marks are not repeated, and the peer is told of the artifacts like
/// everybody else.
/// </summary>
internal sealed record HeldEnded(NodeId Peer, long Session, IReadOnlyList<HeldEntry> Entries) : DedupeOwed(Peer, Session);

/// <summary>Entries of a peer's table that came by a short id which nothing here has: it is to be asked for the adverts.</summary>
internal sealed record UnresolvedDue(NodeId Peer, long Session, IReadOnlyList<ulong> Commits) : DedupeOwed(Peer, Session);

/// <summary>Pages of a peer's table that differ from its digests: it is to be asked for them again.</summary>
internal sealed record MismatchDue(NodeId Peer, long Session, IReadOnlyList<uint> Pages) : DedupeOwed(Peer, Session);
