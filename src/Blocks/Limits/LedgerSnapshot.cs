using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Limits;

/// <summary>The ledger at one moment, for operators. Sums may differ by what moved while it was read.</summary>
/// <param name="Accounts">The node's account, then each purpose and kind, in a fixed order.</param>
/// <param name="Peers">Each peer's account, by id.</param>
internal sealed record LedgerSnapshot(IReadOnlyList<LedgerAccount> Accounts, IReadOnlyList<LedgerPeer> Peers);

/// <summary>One account; the limit is <see cref="long.MaxValue"/> where only the accounts above it bound it.</summary>
internal readonly record struct LedgerAccount(string Name, long Bytes, long HighWaterBytes, long LimitBytes);

/// <summary>What one peer makes this node hold.</summary>
internal readonly record struct LedgerPeer(NodeId Peer, long Bytes, long HighWaterBytes, long LimitBytes);
