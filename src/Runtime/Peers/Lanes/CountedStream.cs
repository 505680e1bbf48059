using Tidings.Runtime.Telemetry;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// Stands below TLS: counts what the socket carries, and knows since when we wait for the other side in vain. Being slow ourselves is not its silence.
/// </summary>
internal sealed class CountedStream(Stream inner, NodeClock clock, RuntimeInstruments instruments) : AsyncOnlyStream
{
    private const long NotReading = long.MinValue;

    private long _received;
    private long _sent;
    private long _readingSince = NotReading;

    public long BytesReceived => Volatile.Read(ref _received);

    public long BytesSent => Volatile.Read(ref _sent);

    /// <summary>Since when a read waits without a byte; null while nobody reads.</summary>
    public TimeSpan? SilentSince => Volatile.Read(ref _readingSince) is var ticks and not NotReading ? new TimeSpan(ticks) : null;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _readingSince, clock.Now.Ticks);
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Interlocked.Add(ref _received, read);
            instruments.SocketReceived(read);
            return read;
        }
        finally
        {
            Volatile.Write(ref _readingSince, NotReading);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken);
        Interlocked.Add(ref _sent, buffer.Length);
        instruments.SocketSent(buffer.Length);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
