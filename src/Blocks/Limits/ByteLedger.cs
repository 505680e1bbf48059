using System.Collections.Concurrent;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Limits;

/// <summary>
/// Every byte that this node buffers, on account: one ledger per node, the only way to rent a buffer or to reserve memory. Thread-safe; a rent or a
/// return takes a handful of interlocked operations and no lock.
/// </summary>
internal sealed class ByteLedger : IBufferSource
{
    /// <summary>What a chunk's frame may be larger than its data: number, index and proof.</summary>
    public const int ChunkFrameOverhead = 2 << 10;

    private readonly LedgerOptions _options;
    private readonly BufferPool _pool;
    private readonly FreedNotice _notice = new();
    private readonly ByteAccount _node;
    private readonly ByteAccount[] _purposes;
    private readonly Dictionary<string, Kind> _kinds;
    private readonly List<ByteAccount> _accounts;
    private readonly ConcurrentDictionary<NodeId, PeerPurse> _peers = new();

    /// <param name="options">The limits.</param>
    /// <param name="kinds">The limits of each kind, by name.</param>
    public ByteLedger(LedgerOptions options, IEnumerable<KeyValuePair<string, KindLimits>> kinds)
    {
        var ordered = kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).ToList();
        _options = options;
        _pool = new BufferPool(ordered.Select(kind => kind.Value.ChunkSize + ChunkFrameOverhead), options.ChunkBuffersKept);
        ChunkBuffers = new ChunkBuffers(_pool);
        _node = new ByteAccount("node", options.NodeBytes);
        _purposes = [.. Enum.GetNames<LedgerPurpose>().Select(name => new ByteAccount(name.ToLowerInvariant(), long.MaxValue))];
        _accounts = [_node, .. _purposes];
        _kinds = new Dictionary<string, Kind>(StringComparer.Ordinal);
        foreach (var (name, limits) in ordered)
        {
            var downloads = new ByteAccount($"downloads/{name}", limits.DownloadBytes);
            var pool = new ByteAccount($"pool/{name}", limits.PoolBytes);
            _accounts.AddRange([downloads, pool]);
            _kinds.Add(name, new Kind(new DownloadBudget(downloads, _node, options), new ByteBudget(pool, _node)));
        }
    }

    public Task Freed => _notice.Next;

    /// <summary>Buffers that are charged to nobody.</summary>
    public ChunkBuffers ChunkBuffers { get; }

    /// <summary>Accounts in their fixed order, the node's first.</summary>
    public IReadOnlyList<ByteAccount> Accounts => _accounts;

    public RentedBuffer? TryRent(NodeId peer, int bytes) => TryRent(peer, bytes, LedgerPurpose.Frames);

    /// <summary>A buffer charged to a peer for a purpose, or null when there is no room.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public RentedBuffer? TryRent(NodeId peer, int bytes, LedgerPurpose purpose)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return PurseOf(peer).For(purpose).TryRent(bytes);
    }

    /// <summary>Sets bytes aside for a peer, for what is no buffer (its tables), or refuses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public IReservation? TryReserve(NodeId peer, long bytes, LedgerPurpose purpose)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return PurseOf(peer).For(purpose).TryReserve(bytes);
    }

    /// <summary>The download memory of a kind.</summary>
    /// <exception cref="KeyNotFoundException">No such kind.</exception>
    public IDownloadBudget Downloads(string kind) => _kinds[kind].Downloads;

    /// <summary>The memory of a kind's validated section.</summary>
    /// <exception cref="KeyNotFoundException">No such kind.</exception>
    public IByteBudget Pool(string kind) => _kinds[kind].Pool;

    /// <summary>Drops the account of a peer that left the membership. What it still holds stays charged to the node until it is given back.</summary>
    public void Forget(NodeId peer)
    {
        _peers.TryRemove(peer, out _);
        foreach (var kind in _kinds.Values)
        {
            kind.Downloads.Forget(peer);
        }
    }

    public LedgerSnapshot Snapshot() => new(
        [.. _accounts.Select(account => new LedgerAccount(account.Name, account.Bytes, account.HighWater, account.Limit))],
        [.. _peers.OrderBy(peer => peer.Key).Select(peer =>
            new LedgerPeer(peer.Key, peer.Value.Account.Bytes, peer.Value.Account.HighWater, peer.Value.Account.Limit))]);

    private PeerPurse PurseOf(NodeId peer) =>
        _peers.GetOrAdd(peer, static (_, ledger) => new PeerPurse(ledger._pool, ledger._notice, ledger._options.PerPeerBytes, ledger._node, ledger._purposes), this);

    private sealed record Kind(DownloadBudget Downloads, ByteBudget Pool);
}
