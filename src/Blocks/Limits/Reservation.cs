namespace Tidings.Blocks.Limits;

/// <summary>Bytes charged to a path. Owned by one stage at a time; disposing twice is harmless from any thread.</summary>
internal sealed class Reservation(ChargePath path, long bytes) : IReservation
{
    private ChargePath _path = path;
    private long _bytes = bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    public void Release(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Bytes);
        Interlocked.Add(ref _bytes, -bytes);
        _path.Discharge(bytes);
    }

    public bool TryMoveTo(IByteBudget budget)
    {
        if (budget.TryReserve(Bytes) is not Reservation moved)
        {
            return false;
        }

        var bytes = Interlocked.Exchange(ref moved._bytes, 0);
        _path.Discharge(bytes);
        _path = moved._path;
        return true;
    }

    public void Dispose()
    {
        var bytes = Interlocked.Exchange(ref _bytes, 0);
        if (bytes != 0)
        {
            _path.Discharge(bytes);
        }
    }
}
