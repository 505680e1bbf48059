using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>Who advertises an artifact, and under which commit. Adverts are written by the dedupe stage alone, marks of removed artifacts by the move stage; read from any thread.</summary>
internal interface IHolderIndex
{
    /// <summary>Current advertisers of an artifact; empty when nobody does. An immutable snapshot, ordered by node id.</summary>
    IReadOnlyList<Holder> HoldersOf(ArtifactId id);

    /// <summary>
    /// Whether a peer advertises an artifact in this session of it. Who asks may know of a session before the dedupe stage does: what was said in the one before
    /// does not count then.
    /// </summary>
    bool IsHeldBy(ArtifactId id, NodeId peer, long session);

    /// <summary>
    /// Marks an artifact that the upper layer removed: not fetched again for as long as anybody advertises it. While nobody does, a bounded
    /// number of marks is kept, the newest, because neighbours may begin to advertise it: once they are told that it is gone from here, or in a new session.
    /// </summary>
    void Withdraw(ArtifactId id);

    /// <summary>Lifts the mark.</summary>
    void Release(ArtifactId id);

    /// <summary>Whether the mark stands.</summary>
    bool IsWithdrawn(ArtifactId id);
}

/// <summary>A peer that advertises an artifact.</summary>
internal readonly record struct Holder(NodeId Peer, long Session, ulong Commit);
