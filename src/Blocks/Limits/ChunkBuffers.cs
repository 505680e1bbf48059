namespace Tidings.Blocks.Limits;

/// <summary>
/// Buffers for the chunks of what is made here. No account is charged with them: the pool's is, with the artifact, when it enters. They come from where the
/// chunks that are received come from and go back there, so that publishing leaves nothing to the collector of large objects. Thread-safe.
/// </summary>
/// <param name="pool">Where they come from; null for new arrays.</param>
internal sealed class ChunkBuffers(BufferPool? pool) : IBufferOwner
{
    public RentedBuffer Rent(int bytes) => new(pool?.Rent(pool.SizeFor(bytes)) ?? new byte[bytes], bytes, this);

    public void Discharge(int bytes)
    {
    }

    public void Return(byte[] array) => pool?.Return(array);
}
