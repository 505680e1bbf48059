using System.Buffers;
using System.Runtime.CompilerServices;

namespace Tidings.Blocks.Wire;

/// <summary>
/// Frames to a byte stream, in pieces of whole TLS records: small frames wait in a batch until a record is full or until they are flushed, and of
/// a chunk only the ends are copied to fill the records around it; the rest goes out from where it lies. For one writer at a time; after an
/// exception of the stream it is of no use.
/// </summary>
internal sealed class FrameWriter(Stream output, IWireCodec codec, FrameCaps caps)
{
    /// <summary>The most plaintext that a TLS record holds, in bytes.</summary>
    public const int RecordBytes = 16 << 10;

    private const int BatchMin = 1 << 10;

    private const int BatchMax = RecordBytes + FrameHeader.Length + WireLimits.ControlBytesMax + WireLimits.ChunkOverheadMax;

    private readonly BatchBuffer _batch = new(BatchMin, BatchMax);
    private long _bytesWritten;

    /// <summary>Bytes that the stream has taken. From any thread.</summary>
    public long BytesWritten => Volatile.Read(ref _bytesWritten);

    /// <summary>Bytes that wait for a flush or a full record.</summary>
    public int BytesBatched => _batch.Length;

    /// <summary>
    /// Takes a message over. When it returns, every byte is written or copied: a chunk's lease is released, also when it fails.
    /// </summary>
    /// <exception cref="InvalidOperationException">The body is longer than its type allows: a defect of the sender. Nothing is written.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(WireMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var data = (message as ChunkMessage)?.Data ?? ReadOnlyMemory<byte>.Empty;
            AppendHead(message, data.Length);
            if (_batch.Length + data.Length >= RecordBytes)
            {
                data = await WriteRecordsAsync(data, cancellationToken);
            }

            _batch.Write(data.Span);
        }
        finally
        {
            (message as ChunkMessage)?.Lease?.Release();
        }
    }

    /// <summary>Hands over what waits, also when it fills no record.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await WriteBatchAsync(_batch.Length, cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private void AppendHead(WireMessage message, int dataLength)
    {
        var start = _batch.Length;
        _batch.GetSpan(FrameHeader.Length);
        _batch.Advance(FrameHeader.Length);
        try
        {
            codec.Write(message, _batch);
            var length = _batch.Length - start - FrameHeader.Length + dataLength;
            if (length > caps.BodyMax(message.Type))
            {
                throw new InvalidOperationException($"A {message.Type} of {length} bytes exceeds {caps.BodyMax(message.Type)}.");
            }

            new FrameHeader(message.Type, length).Write(_batch.At(start, FrameHeader.Length));
        }
        catch
        {
            _batch.Truncate(start);
            throw;
        }
    }

    /// <summary>Writes all whole records of the batch with the data behind it, and gives back the data that is left for the next one.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOnlyMemory<byte>> WriteRecordsAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var overhang = _batch.Length % RecordBytes;
        var filler = Math.Min(data.Length, overhang == 0 ? 0 : RecordBytes - overhang);
        _batch.Write(data.Span[..filler]);
        await WriteBatchAsync(_batch.Length / RecordBytes * RecordBytes, cancellationToken);

        data = data[filler..];
        var whole = data.Length / RecordBytes * RecordBytes;
        if (whole > 0)
        {
            await output.WriteAsync(data[..whole], cancellationToken);
            Volatile.Write(ref _bytesWritten, _bytesWritten + whole);
        }

        return data[whole..];
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteBatchAsync(int length, CancellationToken cancellationToken)
    {
        if (length > 0)
        {
            await output.WriteAsync(_batch.Written[..length], cancellationToken);
            Volatile.Write(ref _bytesWritten, _bytesWritten + length);
            _batch.Consume(length);
        }
    }
}
