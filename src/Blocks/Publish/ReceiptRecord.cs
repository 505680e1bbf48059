using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Publish;

/// <summary>Which neighbours were told of an artifact and which hold it. Guarded by the lock of its book.</summary>
internal sealed class ReceiptRecord(ArtifactId id)
{
    public ArtifactId Id => id;

    public PeerSet Told { get; } = new();

    public PeerSet Held { get; } = new();

    /// <summary>Calls that wait for it; none once it is closed.</summary>
    public List<ReceiptWaiter> Waiters { get; } = [];

    /// <summary>The artifact has left the pool: nothing changes here any more.</summary>
    public bool IsClosed { get; set; }
}
