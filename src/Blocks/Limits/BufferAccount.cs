namespace Tidings.Blocks.Limits;

/// <summary>Rents and reserves against one path; one object per peer and purpose, so that a rent allocates nothing but its handle.</summary>
internal sealed class BufferAccount(BufferPool pool, ChargePath path) : IBufferOwner
{
    public RentedBuffer? TryRent(int bytes)
    {
        var size = pool.SizeFor(bytes);
        return path.TryCharge(size) ? new RentedBuffer(pool.Rent(size), bytes, this) : null;
    }

    public IReservation? TryReserve(long bytes) => path.TryCharge(bytes) ? new Reservation(path, bytes) : null;

    public void Discharge(int bytes) => path.Discharge(bytes);

    public void Return(byte[] array) => pool.Return(array);
}
