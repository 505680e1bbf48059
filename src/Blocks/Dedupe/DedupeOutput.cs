using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>What leaves the dedupe stage of a kind.</summary>
public abstract record DedupeOutput;

/// <summary>A peer began or ceased to advertise an artifact. A pushed body rides along with the first advert of its slot.</summary>
/// <param name="Advert">The claim; the same id with another size or rank is another claim, with holders of its own.</param>
/// <param name="Peer">Who advertises it.</param>
/// <param name="Commit">The commit of the slot update: "asked" belongs to a holder and its commit.</param>
/// <param name="IsHolder">True when it began, false when it ceased.</param>
/// <param name="Body">The pushed bytes, a copy with one owner, charged to the peer; or null.</param>
internal readonly record struct HolderChange(Advert Advert, NodeId Peer, ulong Commit, bool IsHolder, Limits.RentedBuffer? Body);

/// <summary>Changes in who advertises what, for the priority buffer.</summary>
internal sealed record HoldersChanged(IReadOnlyList<HolderChange> Changes) : DedupeOutput;

/// <summary>Adverts of artifacts that are validated here already: their commits are owed a held mark.</summary>
internal sealed record HeldDue(NodeId Peer, long Session, IReadOnlyList<ulong> Commits) : DedupeOutput;

/// <summary>Pages of a peer's table that differ from its digests: it is to be asked for them again.</summary>
internal sealed record MismatchDue(NodeId Peer, long Session, IReadOnlyList<uint> Pages) : DedupeOutput;
