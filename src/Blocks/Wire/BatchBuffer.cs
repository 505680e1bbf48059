using System.Buffers;

namespace Tidings.Blocks.Wire;

/// <summary>Bytes that wait to be written, in one array that grows to its bound and is kept. For one thread at a time.</summary>
internal sealed class BatchBuffer(int capacity, int capacityMax) : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public Span<byte> At(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Takes back what was written after a place.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Forgets the first bytes; the rest moves to the front.</summary>
    public void Consume(int count)
    {
        _bytes.AsSpan(count, Length - count).CopyTo(_bytes);
        Length -= count;
    }

    private void EnsureRoom(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
        {
            return;
        }

        if (needed > capacityMax)
        {
            throw new InvalidOperationException($"A batch of {needed} bytes exceeds its bound of {capacityMax}.");
        }

        Array.Resize(ref _bytes, Math.Min(Math.Max(needed, 2 * _bytes.Length), capacityMax));
    }
}
