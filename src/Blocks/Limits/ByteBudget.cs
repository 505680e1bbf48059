namespace Tidings.Blocks.Limits;

/// <summary>One account with the node's above it.</summary>
internal sealed class ByteBudget : IByteBudget
{
    private readonly FreedNotice _notice = new();
    private readonly ByteAccount _account;
    private readonly ChargePath _path;

    public ByteBudget(ByteAccount account, ByteAccount node)
    {
        _account = account;
        _path = new ChargePath(_notice, account, node);
    }

    public event Action? Freed
    {
        add => _notice.Freed += value;
        remove => _notice.Freed -= value;
    }

    public long LimitBytes => _account.Limit;

    public IReservation? TryReserve(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return _path.TryCharge(bytes) ? new Reservation(_path, bytes) : null;
    }
}
