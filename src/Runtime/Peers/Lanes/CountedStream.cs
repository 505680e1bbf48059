using System.Runtime.CompilerServices;
using Tidings.Runtime.Telemetry;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// Stands below TLS: counts what the socket carries, and knows since when we wait for the other side in vain. Being slow ourselves is not its silence.
/// What the socket has or takes at once costs no state machine: TLS reads and writes record by record.
/// </summary>
internal sealed class CountedStream(Stream inner, NodeClock clock, RuntimeInstruments instruments) : AsyncOnlyStream, IHasUnread
{
    private const long NotReading = long.MinValue;

    private BulkTurns? _turns;
    private long _received;
    private long _sent;
    private long _readingSince = NotReading;

    public long BytesReceived => Volatile.Read(ref _received);

    public long BytesSent => Volatile.Read(ref _sent);

    /// <summary>Since when a read waits without a byte; null while nobody reads.</summary>
    public TimeSpan? SilentSince => Volatile.Read(ref _readingSince) is var ticks and not NotReading ? new TimeSpan(ticks) : null;

    public bool HasUnread => inner is IHasUnread { HasUnread: true };

    /// <summary>From now on whoever waited for the socket goes on when it is his turn. Before the first read or write after READY.</summary>
    public void Take(BulkTurns turns) => _turns = turns;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(buffer, cancellationToken);
        return reading.IsCompletedSuccessfully ? new ValueTask<int>(Received(reading.Result)) : WaitAsync(reading);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var writing = inner.WriteAsync(buffer, cancellationToken);
        if (!writing.IsCompletedSuccessfully)
        {
            return WaitAsync(writing, buffer.Length);
        }

        writing.GetAwaiter().GetResult();
        Sent(buffer.Length);
        return ValueTask.CompletedTask;
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> reading)
    {
        Volatile.Write(ref _readingSince, clock.Now.Ticks);
        int bytes;
        try
        {
            bytes = Received(await reading);
        }
        finally
        {
            Volatile.Write(ref _readingSince, NotReading);
        }

        if (_turns is not null)
        {
            await _turns.NextAsync();
        }

        return bytes;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(ValueTask writing, int bytes)
    {
        await writing;
        Sent(bytes);
        if (_turns is not null)
        {
            await _turns.NextAsync();
        }
    }

    private int Received(int bytes)
    {
        Volatile.Write(ref _received, _received + bytes);
        instruments.SocketReceived(bytes);
        return bytes;
    }

    private void Sent(int bytes)
    {
        Volatile.Write(ref _sent, _sent + bytes);
        instruments.SocketSent(bytes);
    }
}
