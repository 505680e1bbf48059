using System.Buffers;
using System.Runtime.CompilerServices;

namespace Tidings.Blocks.Wire;

/// <summary>
/// What was read of a stream and not taken yet, in one buffer that is read into again when all of it was taken: twice as large after a read that fills it,
/// half as large after one that needs a quarter of it, so that a lane that idles holds little. For one reader at a time.
/// </summary>
/// <param name="stream">Where the bytes come from. Its waits go on where the reader's do.</param>
/// <param name="bytesMax">The largest buffer.</param>
internal sealed class ReadAhead(Stream stream, int bytesMax) : IDisposable
{
    /// <summary>Room for heartbeats, marks and a few adverts.</summary>
    private const int BytesMin = 1 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(BytesMin, bytesMax));
    private int _size = Math.Min(BytesMin, bytesMax);
    private int _start;
    private int _end;
    private long _bytesTaken;

    /// <summary>Bytes taken so far. From any thread.</summary>
    public long BytesTaken => Volatile.Read(ref _bytesTaken);

    /// <summary>Bytes that can be taken without a wait.</summary>
    public int Count => _end - _start;

    /// <summary>Moves what is here and fits into a destination.</summary>
    /// <returns>How many bytes.</returns>
    public int Take(Span<byte> destination)
    {
        var taken = Math.Min(destination.Length, Count);
        _buffer.AsSpan(_start, taken).CopyTo(destination);
        _start += taken;
        Volatile.Write(ref _bytesTaken, _bytesTaken + taken);
        return taken;
    }

    /// <summary>Fills a destination, or as much of it as there is before the stream's end. What is longer than the buffer is read to where it belongs, without a copy.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> FillAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        var filled = Take(destination.Span);
        while (filled < destination.Length)
        {
            var rest = destination[filled..];
            int read;
            if (rest.Length >= _size)
            {
                // Such a read says nothing about how much should be read ahead.
                _start = _end = 0;
                read = await stream.ReadAsync(rest, cancellationToken);
                filled += read;
                Volatile.Write(ref _bytesTaken, _bytesTaken + read);
            }
            else
            {
                Fit();
                read = await stream.ReadAsync(_buffer.AsMemory(0, _size), cancellationToken);
                (_start, _end) = (0, read);
                filled += Take(rest.Span);
            }

            if (read == 0)
            {
                break;
            }
        }

        return filled;
    }

    /// <summary>Gives the buffer back. Not while somebody reads.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = _end = 0;
        }
    }

    /// <summary>Makes the buffer what the last read asks for; all of it has been taken.</summary>
    private void Fit()
    {
        var size = _end == _size ? Math.Min(2 * _size, bytesMax)
            : _end > 0 && _end <= _size / 4 ? Math.Max(_size / 2, Math.Min(BytesMin, bytesMax))
            : _size;
        if (size != _size)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _size) = (ArrayPool<byte>.Shared.Rent(size), size);
        }

        _start = _end = 0;
    }
}
