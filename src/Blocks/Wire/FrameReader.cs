using System.Buffers;
using System.IO.Pipelines;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Wire;

/// <summary>
/// Frames from a byte stream. A length over its cap is refused before a byte is rented; the body goes from the pipe into its rented buffer as it
/// comes, so that a frame is never held twice. While the ledger has no room nothing is read: the peer waits. One reader at a time.
/// </summary>
internal sealed class FrameReader(PipeReader input, FrameCaps caps, IBufferSource buffers, NodeId peer)
{
    private readonly byte[] _header = new byte[FrameHeader.Length];
    private long _bytesRead;

    /// <summary>READY was exchanged; before it only the words of the handshake are taken.</summary>
    public bool IsReady { get; set; }

    /// <summary>Bytes taken in so far, those of an unfinished frame included: a sign of life. From any thread.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>The next frame. Broken streams and cancellation throw as the pipe does; whatever was rented is given back then.</summary>
    public async ValueTask<FrameRead> ReadAsync(CancellationToken cancellationToken)
    {
        var filled = await FillAsync(_header, cancellationToken);
        if (filled < FrameHeader.Length)
        {
            return filled == 0 ? FrameRead.End : FrameRead.Refused(WireError.Truncated);
        }

        var error = FrameHeader.Read(_header, caps, out var header);
        if (error == WireError.None && !IsReady && header.Type is not (FrameType.Hello or FrameType.Ready or FrameType.Goodbye))
        {
            error = WireError.BeforeReady;
        }

        return error == WireError.None ? await ReadBodyAsync(header, cancellationToken) : FrameRead.Refused(error);
    }

    private async ValueTask<FrameRead> ReadBodyAsync(FrameHeader header, CancellationToken cancellationToken)
    {
        var body = await RentAsync(header.BodyLength, cancellationToken);
        var isWhole = false;
        try
        {
            isWhole = await FillAsync(body.Memory, cancellationToken) == body.Length;
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

    /// <summary>Fills the destination, or as much of it as there is before the stream's end.</summary>
    private async ValueTask<int> FillAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < destination.Length)
        {
            var read = await input.ReadAsync(cancellationToken);
            var taken = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, destination.Length - filled));
            taken.CopyTo(destination.Span[filled..]);
            filled += (int)taken.Length;
            Volatile.Write(ref _bytesRead, _bytesRead + taken.Length);
            input.AdvanceTo(taken.End);
            if (taken.IsEmpty && (read.IsCompleted || read.IsCanceled))
            {
                break;
            }
        }

        return filled;
    }
}
