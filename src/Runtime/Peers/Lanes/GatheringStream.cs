using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// Stands between TLS and the socket: TLS writes record by record, and here records become one system call, and mostly one wake-up of the other side, where a
/// copy of 16 KiB costs less than either. What is gathered goes out when it is flushed or the next record does not fit; records stay whole.
/// </summary>
internal sealed class GatheringStream(Stream inner, GatherBuffers buffers) : AsyncOnlyStream, IHasUnread
{
    private byte[]? _buffer;
    private int _length;

    public bool HasUnread
    {
        get
        {
            try
            {
                return inner is NetworkStream { DataAvailable: true };
            }
            catch (Exception e) when (e is ObjectDisposedException or IOException or SocketException)
            {
                return false;
            }
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_length + buffer.Length > buffers.Size)
        {
            return WriteBehindAsync(buffer, cancellationToken);
        }

        Gather(buffer);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_length > 0)
        {
            var writing = WriteGatheredAsync(cancellationToken);
            if (!writing.IsCompletedSuccessfully)
            {
                return FlushAfterAsync(writing, cancellationToken);
            }

            writing.GetAwaiter().GetResult();
        }

        return inner.FlushAsync(cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Gather(ReadOnlyMemory<byte> record)
    {
        _buffer ??= buffers.Rent();
        record.Span.CopyTo(_buffer.AsSpan(_length));
        _length += record.Length;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteBehindAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        if (_length > 0)
        {
            await WriteGatheredAsync(cancellationToken);
        }

        if (record.Length > buffers.Size)
        {
            await inner.WriteAsync(record, cancellationToken);
            return;
        }

        Gather(record);
    }

    /// <summary>A lane that idles holds no buffer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteGatheredAsync(CancellationToken cancellationToken)
    {
        await inner.WriteAsync(_buffer.AsMemory(0, _length), cancellationToken);
        _length = 0;
        buffers.Return(_buffer!);
        _buffer = null;
    }

    private async Task FlushAfterAsync(ValueTask writing, CancellationToken cancellationToken)
    {
        await writing;
        await inner.FlushAsync(cancellationToken);
    }
}
