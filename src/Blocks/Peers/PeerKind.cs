namespace Tidings.Blocks.Peers;

/// <summary>What a peer said of one kind in HELLO.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Slots">Slots it numbers its artifacts with.</param>
/// <param name="ChunkSize">Bytes of a chunk.</param>
/// <param name="MaxBytes">Largest artifact, in bytes.</param>
/// <param name="Kept">What it still has of our slot table from an earlier session, or null.</param>
public sealed record PeerKind(string Name, int Slots, int ChunkSize, long MaxBytes, KeptTable? Kept);

/// <summary>What one side kept of the other's slot table when their last session ended, so that only what differs is sent again.</summary>
/// <param name="Incarnation">The process whose table it is.</param>
/// <param name="PageDigests">Digest of each page of 256 slots, from page 0; at most 256 of them.</param>
public sealed record KeptTable(ulong Incarnation, IReadOnlyList<ulong> PageDigests);
