using System.Runtime.CompilerServices;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Wire;

/// <summary>
/// Frames from a byte stream. A length over its cap is refused before a byte is rented; the body goes into its rented buffer as it
/// comes, so that a frame is never held twice. While the ledger has no room nothing is read: the peer waits. One reader at a time.
/// </summary>
internal sealed class FrameReader(Stream input, FrameCaps caps, IBufferSource buffers, NodeId peer) : IDisposable
{
    // One TLS record is 16 KiB: two of them keep the reader from asking once per record.
    private const int AheadBytes = 32 << 10;

    private readonly byte[] _header = new byte[FrameHeader.Length];
    private readonly ReadAhead _input = new(input, AheadBytes);

    /// <summary>READY was exchanged; before it only the words of the handshake are taken.</summary>
    public bool IsReady { get; set; }

    /// <summary>Bytes taken in so far, those of an unfinished frame included: a sign of life. From any thread.</summary>
    public long BytesRead => _input.BytesTaken;

    /// <summary>The next frame. Broken streams and cancellation throw as the stream does; whatever was rented is given back then.</summary>
    public ValueTask<FrameRead> ReadAsync(CancellationToken cancellationToken)
    {
        // What came with an earlier frame is there: no state machine for it.
        if (_input.Count < FrameHeader.Length)
        {
            return ReadSlowlyAsync(cancellationToken);
        }

        _input.Take(_header);
        var error = Check(out var header);
        if (error != WireError.None)
        {
            return new ValueTask<FrameRead>(FrameRead.Refused(error));
        }

        if (_input.Count < header.BodyLength || buffers.TryRent(peer, header.BodyLength) is not { } body)
        {
            return ReadBodyAsync(header, cancellationToken);
        }

        _input.Take(body.Memory.Span);
        return new ValueTask<FrameRead>(new FrameRead(header.Type, body, WireError.None));
    }

    /// <summary>Gives the memory for what was read ahead back. Not while somebody reads.</summary>
    public void Dispose() => _input.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FrameRead> ReadSlowlyAsync(CancellationToken cancellationToken)
    {
        var filled = await _input.FillAsync(_header, cancellationToken);
        if (filled < FrameHeader.Length)
        {
            return filled == 0 ? FrameRead.End : FrameRead.Refused(WireError.Truncated);
        }

        var error = Check(out var header);
        return error == WireError.None ? await ReadBodyAsync(header, cancellationToken) : FrameRead.Refused(error);
    }

    private WireError Check(out FrameHeader header)
    {
        var error = FrameHeader.Read(_header, caps, out header);
        if (error == WireError.None && !IsReady && header.Type is not (FrameType.Hello or FrameType.Ready or FrameType.Goodbye))
        {
            error = WireError.BeforeReady;
        }

        return error;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FrameRead> ReadBodyAsync(FrameHeader header, CancellationToken cancellationToken)
    {
        var body = buffers.TryRent(peer, header.BodyLength) ?? await RentAsync(header.BodyLength, cancellationToken);
        var isWhole = false;
        try
        {
            isWhole = await _input.FillAsync(body.Memory, cancellationToken) == body.Length;
            return isWhole ? new FrameRead(header.Type, body, WireError.None) : FrameRead.Refused(WireError.Truncated);
        }
        finally
        {
            if (!isWhole)
            {
                body.Dispose();
            }
        }
    }

    private async ValueTask<RentedBuffer> RentAsync(int bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var freed = buffers.Freed;
            if (buffers.TryRent(peer, bytes) is { } body)
            {
                return body;
            }

            await freed.WaitAsync(cancellationToken);
        }
    }
}
