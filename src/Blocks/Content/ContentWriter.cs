using System.Buffers;

namespace Tidings.Blocks.Content;

/// <summary>
/// What a codec encodes into: full chunks are hashed and put away as they come about. Trouble (too large, disk full) does not throw into the
/// codec; it is the result of <see cref="Complete"/>. Not thread-safe.
/// </summary>
internal sealed class ContentWriter : IBufferWriter<byte>, IDisposable
{
    private const int FirstBuffer = 2 << 10;

    private readonly ChunkCollector _collector;
    private readonly int _chunkSize;
    private byte[] _pending;
    private int _length;

    internal ContentWriter(ChunkCollector collector, int chunkSize)
    {
        _collector = collector;
        _chunkSize = chunkSize;
        _pending = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, chunkSize));
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _pending.Length - _length);
        _length += count;
        var start = 0;
        for (; _length - start >= _chunkSize; start += _chunkSize)
        {
            _collector.Expect(0);
            _collector.AppendCopy(_pending.AsSpan(start, _chunkSize));
        }

        if (start > 0)
        {
            _pending.AsSpan(start, _length - start).CopyTo(_pending);
            _length -= start;
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var needed = checked(_length + Math.Max(sizeHint, 1));
        if (needed > _pending.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(2 * _pending.Length, 2 * _chunkSize)));
            _pending.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_pending);
            _pending = larger;
        }

        return _pending.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>The content of everything written, or why there is none. Called once.</summary>
    public ContentResult Complete()
    {
        _collector.AppendCopy(_pending.AsSpan(0, _length));
        return _collector.Complete();
    }

    public void Dispose()
    {
        _collector.Dispose();
        ArrayPool<byte>.Shared.Return(_pending);
        _pending = [];
        _length = 0;
    }
}
