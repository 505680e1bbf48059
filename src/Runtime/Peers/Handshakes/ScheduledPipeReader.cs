using System.Buffers;
using System.IO.Pipelines;

namespace Tidings.Runtime.Peers.Handshakes;

/// <summary>
/// A pipe reader over a stream whose waits resume on the caller's scheduler; the one of the class library leaves it. One buffer, read again when all of
/// it is consumed; twice as large after a read that fills it, half as large after one that needs a quarter of it, so that a lane that idles holds little.
/// One reader at a time.
/// </summary>
/// <param name="stream">Where the bytes come from.</param>
/// <param name="bytesMax">The largest buffer.</param>
internal sealed class ScheduledPipeReader(Stream stream, int bytesMax) : PipeReader
{
    /// <summary>Room for heartbeats, marks and a few adverts.</summary>
    private const int BytesMin = 1 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(BytesMin, bytesMax));
    private int _size = Math.Min(BytesMin, bytesMax);
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        if (_start == _end && !_isAtEnd)
        {
            Fit();
            _start = _end = 0;
            _end = await stream.ReadAsync(_buffer.AsMemory(0, _size), cancellationToken);
            _isAtEnd = _end == 0;
        }

        return Current();
    }

    public override bool TryRead(out ReadResult result)
    {
        result = Current();
        return _start < _end || _isAtEnd;
    }

    // A sequence of one array counts from the array's start, and may mark its end in the sign bit.
    public override void AdvanceTo(SequencePosition consumed) => _start = consumed.GetInteger() & int.MaxValue;

    /// <summary>A caller that examined more than it consumed wants more than the buffer holds: frames are read piece by piece and never do.</summary>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!consumed.Equals(examined))
        {
            throw new NotSupportedException("What is not consumed is not read past.");
        }

        AdvanceTo(consumed);
    }

    public override void CancelPendingRead() => throw new NotSupportedException("Cancel by the token.");

    public override void Complete(Exception? exception = null)
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = _end = 0;
        }
    }

    /// <summary>Makes the buffer what the last read asks for; all of it has been consumed.</summary>
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
    }

    private ReadResult Current() => new(new ReadOnlySequence<byte>(_buffer, _start, _end - _start), isCanceled: false, _isAtEnd);
}
