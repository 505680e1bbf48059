using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Security;

/// <summary>
/// Stands between TLS and the transport and counts what comes in, because SslStream itself waits for whatever length a record
/// announces and takes certificates of any size. Reading ends in <see cref="ReadyLimitException"/> at the limit, until lifted.
/// </summary>
internal sealed class ReadyGuardStream(Stream inner, int bytesMax) : AsyncOnlyStream
{
    private int _left = bytesMax;
    private volatile bool _lifted;

    /// <summary>The limit was hit.</summary>
    public bool Exceeded { get; private set; }

    /// <summary>From now on, bytes pass uncounted.</summary>
    public void Lift() => _lifted = true;

    /// <remarks>
    /// A read never asks for more than is left, and only a read that would begin with nothing left fails: bytes that follow READY in the
    /// same packet are taken later, by the reader that has seen READY.
    /// </remarks>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _lifted ? inner.ReadAsync(buffer, cancellationToken) : CountedReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> CountedReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_left == 0 && !buffer.IsEmpty)
        {
            Exceeded = true;
            throw new ReadyLimitException();
        }

        var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }
}
