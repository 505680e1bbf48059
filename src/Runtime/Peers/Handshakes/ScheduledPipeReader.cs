using System.Buffers;
using System.IO.Pipelines;

namespace Tidings.Runtime.Peers.Handshakes;

/// <summary>
/// A pipe reader over a stream whose waits resume on the caller's scheduler; the one of the class library leaves it. One buffer, read again when all of
/// it is consumed. One reader at a time.
/// </summary>
internal sealed class ScheduledPipeReader(Stream stream, int bufferBytes) : PipeReader
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(bufferBytes);
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        if (_start == _end && !_isAtEnd)
        {
            _start = 0;
            _end = await stream.ReadAsync(_buffer.AsMemory(0, bufferBytes), cancellationToken);
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

    private ReadResult Current() => new(new ReadOnlySequence<byte>(_buffer, _start, _end - _start), isCanceled: false, _isAtEnd);
}
