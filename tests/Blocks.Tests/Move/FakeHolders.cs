using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Move;

/// <summary>Holders as the test says; remembers which artifacts are marked as withdrawn.</summary>
internal sealed class FakeHolders : IHolderIndex
{
    public Dictionary<ArtifactId, IReadOnlyList<Holder>> Holders { get; } = [];

    public HashSet<ArtifactId> Withdrawn { get; } = [];

    public IReadOnlyList<Holder> HoldersOf(ArtifactId id) => Holders.GetValueOrDefault(id) ?? [];

    public bool IsHeldBy(ArtifactId id, NodeId peer, long session) => HoldersOf(id).Any(holder => holder.Peer == peer && holder.Session == session);

    public void Withdraw(ArtifactId id) => Withdrawn.Add(id);

    public bool IsWithdrawn(ArtifactId id) => Withdrawn.Contains(id);

    public void Release(ArtifactId id) => Withdrawn.Remove(id);
}
