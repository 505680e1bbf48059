using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;

namespace Tidings.Blocks.Limits;

/// <summary>
/// Arrays by size: powers of two up to a control frame from the shared pool; frames of chunks from queues of their own, in four sizes per octave,
/// because the shared pool would round them up to twice their size, and a frame that hardly fills its array cannot be kept where it lies. Small ones that
/// artifacts lie in come back by the hundred, when a pool is emptied: the shared pool would let go of nearly all of them. Thread-safe.
/// </summary>
internal sealed class BufferPool
{
    private const int SmallMax = 64 << 10;
    private const int SmallMin = 16;
    private const int StepsPerOctave = 4;
    private const int SmallKeptLog2 = 10;
    private const int SmallKept = 1024;

    // Beside so many, as many again are made, up to what is kept in any case: how many are in use at most grows by little for a long time, and each is a large object.
    private const int SparesFrom = 64;

    private readonly int[] _chunkSizes;
    private readonly ConcurrentQueue<byte[]>[] _chunks;
    private readonly int[] _made;
    private readonly long _keptBytesMax;

    // 1, 2 and 4 KiB: the sizes of most pushed artifacts.
    private readonly KeptArrays[] _small = [new(SmallKept), new(SmallKept), new(SmallKept)];
    private long _madeBytes;
    private long _keptBytes;

    /// <param name="chunkFrameSizes">Largest chunk frame of each kind, in bytes.</param>
    /// <param name="kept">
    /// Arrays of the largest of these sizes that are kept for the next renter, or as many bytes in other sizes; more while as many are in use, so that emptying a part of a
    /// pool and filling it again costs no allocation.
    /// </param>
    public BufferPool(IEnumerable<int> chunkFrameSizes, int kept)
    {
        _chunkSizes = SizesOf([.. chunkFrameSizes.Where(size => size > SmallMax)]);
        _chunks = [.. _chunkSizes.Select(_ => new ConcurrentQueue<byte[]>())];
        _made = new int[_chunkSizes.Length];
        _keptBytesMax = (long)kept * _chunkSizes.LastOrDefault();
    }

    /// <summary>The length of the array that a request gets: what is charged.</summary>
    public int SizeFor(int bytes)
    {
        if (bytes <= SmallMax)
        {
            return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes, SmallMin));
        }

        var index = Array.BinarySearch(_chunkSizes, bytes);
        index = index < 0 ? ~index : index;
        return index < _chunkSizes.Length ? _chunkSizes[index] : bytes;
    }

    /// <param name="size">A result of <see cref="SizeFor"/>.</param>
    public byte[] Rent(int size)
    {
        if (size <= SmallMax)
        {
            return SmallOf(size) is { } small && small.TryTake(out var kept) ? kept : ArrayPool<byte>.Shared.Rent(size);
        }

        var index = Array.BinarySearch(_chunkSizes, size);
        if (index < 0)
        {
            return GC.AllocateUninitializedArray<byte>(size);
        }

        if (_chunks[index].TryDequeue(out var array))
        {
            Interlocked.Add(ref _keptBytes, -size);
            return array;
        }

        MakeSpares(index);
        return Make(index);
    }

    public void Return(byte[] array)
    {
        if (array.Length <= SmallMax)
        {
            if (SmallOf(array.Length) is not { } small || !small.TryKeep(array))
            {
                ArrayPool<byte>.Shared.Return(array);
            }

            return;
        }

        var index = Array.BinarySearch(_chunkSizes, array.Length);
        if (index >= 0)
        {
            _chunks[index].Enqueue(array);
            Interlocked.Add(ref _keptBytes, array.Length);
            while (IsOver && TryLetGo(index))
            {
            }
        }
    }

    private bool IsOver => Volatile.Read(ref _keptBytes) is var kept && kept > Math.Max(_keptBytesMax, Volatile.Read(ref _madeBytes) - kept);

    private byte[] Make(int index)
    {
        Interlocked.Increment(ref _made[index]);
        Interlocked.Add(ref _madeBytes, _chunkSizes[index]);
        return GC.AllocateUninitializedArray<byte>(_chunkSizes[index]);
    }

    private void MakeSpares(int index)
    {
        var size = _chunkSizes[index];
        var made = Volatile.Read(ref _made[index]);
        for (var left = made < SparesFrom ? 0 : made; left > 0 && Volatile.Read(ref _keptBytes) + size <= _keptBytesMax; left--)
        {
            Interlocked.Add(ref _keptBytes, size);
            _chunks[index].Enqueue(Make(index));
        }
    }

    private KeptArrays? SmallOf(int size)
    {
        var index = BitOperations.Log2((uint)size) - SmallKeptLog2;
        return (uint)index < (uint)_small.Length ? _small[index] : null;
    }

    /// <summary>Lets one array go, of a size that was not just returned if there is one: what was of use a while ago makes room for what is now.</summary>
    private bool TryLetGo(int returned)
    {
        for (var step = 1; step <= _chunks.Length; step++)
        {
            var index = (returned + step) % _chunks.Length;
            if (_chunks[index].TryDequeue(out var old))
            {
                Interlocked.Add(ref _keptBytes, -old.Length);
                Interlocked.Decrement(ref _made[index]);
                Interlocked.Add(ref _madeBytes, -old.Length);
                return true;
            }
        }

        return false;
    }

    private static int[] SizesOf(int[] frames)
    {
        var sizes = new SortedSet<int>(frames);
        for (var octave = SmallMax; octave < frames.DefaultIfEmpty(0).Max(); octave *= 2)
        {
            for (var step = 0; step < StepsPerOctave; step++)
            {
                sizes.Add(octave + (octave / StepsPerOctave * step) + ByteLedger.ChunkFrameOverhead);
            }
        }

        sizes.RemoveWhere(size => size > frames.Max());
        return [.. sizes];
    }
}
