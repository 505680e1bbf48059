namespace Tidings.Blocks.Limits;

/// <summary>Rents and reserves against one path; one object per peer and purpose, so that a rent allocates nothing but its handle.</summary>
internal sealed class BufferAccount(BufferPool pool, ChargePath path) : IBufferOwner
{
    /// <summary>
    /// What the smallest buffer is charged, in bytes: about what the objects around a decoded frame take. It also bounds how many frames can wait anywhere,
    /// so that an edge can be made large enough for all of them.
    /// </summary>
    public const int LeastCharge = 1 << 10;

    public RentedBuffer? TryRent(int bytes)
    {
        var size = pool.SizeFor(bytes);
        return path.TryCharge(ChargeOf(size)) ? new RentedBuffer(pool.Rent(size), bytes, this) : null;
    }

    public IReservation? TryReserve(long bytes) => path.TryCharge(bytes) ? new Reservation(path, bytes) : null;

    public void Discharge(int bytes) => path.Discharge(ChargeOf(bytes));

    public void Return(byte[] array) => pool.Return(array);

    private static int ChargeOf(int arrayLength) => Math.Max(arrayLength, LeastCharge);
}
