using System.Buffers;

namespace Tidings.Blocks.Content;

/// <summary>
/// What a codec encodes into: full chunks are hashed and put away as they come about. What may be a chunk is written where it will lie. Trouble (too large,
/// disk full) does not throw into the codec; it is the result of <see cref="Complete"/>. Not thread-safe.
/// </summary>
internal sealed class ContentWriter : IBufferWriter<byte>, IDisposable
{
    private const int FirstBuffer = 512;

    private readonly ChunkCollector _collector;
    private readonly int _chunkSize;

    /// <summary>From a pool: for what is short, and for pieces that a codec wants longer than what is left of a chunk. Empty while a chunk is written in place.</summary>
    private byte[] _pooled;
    private Memory<byte> _pending;
    private int _length;

    internal ContentWriter(ChunkCollector collector, int chunkSize)
    {
        _collector = collector;
        _chunkSize = chunkSize;
        _pending = _pooled = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, chunkSize));
    }

    private bool IsInPlace => _pooled.Length == 0;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _pending.Length - _length);
        _length += count;
        if (IsInPlace && _length == _chunkSize)
        {
            _collector.Append(_pending);
            BeginInPlace();
            return;
        }

        var start = 0;
        for (; _length - start >= _chunkSize; start += _chunkSize)
        {
            _collector.Expect(0);
            _collector.AppendCopy(_pending.Span.Slice(start, _chunkSize));
        }

        if (start > 0)
        {
            _pending.Span[start.._length].CopyTo(_pending.Span);
            _length -= start;
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var needed = checked(_length + Math.Max(sizeHint, 1));
        if (needed > _pending.Length)
        {
            Grow(needed);
        }

        return _pending[_length..];
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>The content of everything written, or why there is none. Called once.</summary>
    public ContentResult Complete()
    {
        _collector.AppendCopy(_pending.Span[.._length]);
        return _collector.Complete();
    }

    public void Dispose()
    {
        _collector.Dispose();
        Release();
        _pending = default;
        _length = 0;
    }

    private void Grow(int needed)
    {
        var (written, old) = (_pending[.._length], _pooled);
        if (needed > ChunkCollector.RentFrom && needed <= _chunkSize && !IsInPlace)
        {
            BeginInPlace();
        }
        else
        {
            _pending = _pooled = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(2 * _pending.Length, 2 * _chunkSize)));
        }

        written.CopyTo(_pending);
        if (old.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }

    private void BeginInPlace()
    {
        _collector.Expect(0);
        (_pooled, _length) = ([], IsInPlace ? 0 : _length);
        _pending = _collector.ChunkBuffer(_chunkSize);
    }

    private void Release()
    {
        if (_pooled.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_pooled);
            _pooled = [];
        }
    }
}
