using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;

namespace Tidings.Blocks.Limits;

/// <summary>
/// Arrays by size: powers of two up to a control frame from the shared pool; chunk frames from queues of their own, because the shared pool would
/// round them up to twice their size. Thread-safe.
/// </summary>
internal sealed class BufferPool
{
    private const int SmallMax = 64 << 10;
    private const int SmallMin = 16;

    private readonly int[] _chunkSizes;
    private readonly ConcurrentQueue<byte[]>[] _chunks;
    private readonly int _kept;

    /// <param name="chunkFrameSizes">Largest chunk frame of each kind, in bytes.</param>
    /// <param name="kept">Arrays of each of these sizes that are kept for the next renter.</param>
    public BufferPool(IEnumerable<int> chunkFrameSizes, int kept)
    {
        _chunkSizes = [.. chunkFrameSizes.Where(size => size > SmallMax).Distinct().Order()];
        _chunks = [.. _chunkSizes.Select(_ => new ConcurrentQueue<byte[]>())];
        _kept = kept;
    }

    /// <summary>The length of the array that a request gets: what is charged.</summary>
    public int SizeFor(int bytes)
    {
        if (bytes <= SmallMax)
        {
            return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes, SmallMin));
        }

        foreach (var size in _chunkSizes)
        {
            if (bytes <= size)
            {
                return size;
            }
        }

        return bytes;
    }

    /// <param name="size">A result of <see cref="SizeFor"/>.</param>
    public byte[] Rent(int size)
    {
        if (size <= SmallMax)
        {
            return ArrayPool<byte>.Shared.Rent(size);
        }

        var index = Array.BinarySearch(_chunkSizes, size);
        return index >= 0 && _chunks[index].TryDequeue(out var array) ? array : GC.AllocateUninitializedArray<byte>(size);
    }

    public void Return(byte[] array)
    {
        if (array.Length <= SmallMax)
        {
            ArrayPool<byte>.Shared.Return(array);
            return;
        }

        // Two threads may both see the last free place: the bound is exceeded by the number of threads at most.
        var index = Array.BinarySearch(_chunkSizes, array.Length);
        if (index >= 0 && _chunks[index].Count < _kept)
        {
            _chunks[index].Enqueue(array);
        }
    }
}
