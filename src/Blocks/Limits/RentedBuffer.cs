namespace Tidings.Blocks.Limits;

/// <summary>
/// A pooled buffer with one owner at a time, charged to the ledger until it is disposed. Handing it on hands on the duty to dispose;
/// a second dispose is harmless.
/// </summary>
internal sealed class RentedBuffer(byte[] array, int length, Action<byte[]>? giveBack) : IDisposable
{
    private byte[]? _array = array;

    /// <summary>The rented bytes, exactly as long as asked for.</summary>
    public Memory<byte> Memory => (_array ?? throw new ObjectDisposedException(nameof(RentedBuffer))).AsMemory(0, length);

    public int Length => length;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            giveBack?.Invoke(array);
        }
    }
}
