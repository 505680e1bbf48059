using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Publish;

/// <summary>Which neighbours were told of an artifact and which hold it. Guarded by the lock of its book.</summary>
internal sealed class ReceiptRecord(ArtifactId id)
{
    public PeerSet Told;
    public PeerSet Held;

    public ArtifactId Id => id;

    private List<ReceiptWaiter>? _waiters;

    /// <summary>Calls that wait for it; none once it is closed.</summary>
    public List<ReceiptWaiter> Waiters => _waiters ??= [];

    public bool IsAwaited => _waiters is { Count: > 0 };

    /// <summary>The artifact has left the pool: nothing changes here any more.</summary>
    public bool IsClosed { get; set; }
}
