namespace Tidings.Blocks.Limits;

/// <summary>
/// A pooled buffer with one owner at a time, charged to the ledger until it is disposed or adopted. Handing it on hands on the duty to dispose;
/// a second dispose is harmless.
/// </summary>
internal sealed class RentedBuffer(byte[] array, int length, IBufferOwner? owner) : IDisposable
{
    private readonly int _charged = array.Length;
    private byte[]? _array = array;
    private int _isDischarged;

    /// <summary>The rented bytes, exactly as long as asked for.</summary>
    public Memory<byte> Memory => (_array ?? throw new ObjectDisposedException(nameof(RentedBuffer))).AsMemory(0, length);

    public int Length => length;

    /// <summary>Whether the array is hardly longer than the bytes, so that it can be kept for as long as they are.</summary>
    public bool IsTight => _charged - length <= length / 8;

    /// <summary>
    /// Ends the charge but not the use: a reservation covers these bytes from here on (a chunk that became a part of its artifact).
    /// The array still goes back when the buffer is disposed.
    /// </summary>
    public void Adopt()
    {
        if (Interlocked.Exchange(ref _isDischarged, 1) == 0)
        {
            owner?.Discharge(_charged);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            Adopt();
            owner?.Return(array);
        }
    }
}
