namespace Tidings.Blocks.Limits;

/// <summary>One peer's account, and the ways in which it is charged.</summary>
internal sealed class PeerPurse
{
    private readonly BufferAccount[] _buffers;

    public PeerPurse(BufferPool pool, FreedNotice notice, long limit, ByteAccount node, IReadOnlyList<ByteAccount> purposes)
    {
        Account = new ByteAccount("peer", limit);
        _buffers = [.. purposes.Select(purpose => new BufferAccount(pool, new ChargePath(notice, Account, purpose, node)))];
    }

    public ByteAccount Account { get; }

    public BufferAccount For(LedgerPurpose purpose) => _buffers[(int)purpose];
}
