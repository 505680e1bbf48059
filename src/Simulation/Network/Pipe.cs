using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>
/// One direction of a simulated stream: bytes arrive in order, when the link says so; what is under way and unread is bounded by the window. What cannot
/// pass is sent again as TCP does, for as long as an end lives; a reset that cannot pass is lost.
/// </summary>
internal sealed partial class Pipe
{
    private readonly World _world;
    private readonly SimulatedHost _network;
    private readonly ITimer _timer;
    private readonly Queue<Segment> _underWay = new();
    private readonly Queue<Segment> _arrived = new();
    private readonly StreamEnd _reader;
    private TimeSpan _lastArrival, _notBefore;
    private int _readOffset, _held, _unacknowledged, _cost, _writes;
    private bool _ended, _isSilent, _isSevered, _isStuck;
    private TaskCompletionSource? _readWait, _writeWait;

    /// <param name="world">Its clock.</param>
    /// <param name="network">The host whose steps arrivals are: the network itself.</param>
    /// <param name="link">The way that the bytes take.</param>
    /// <param name="writer">The end that the bytes come from.</param>
    /// <param name="reader">The end that they go to.</param>
    public Pipe(World world, SimulatedHost network, SimulatedLink link, StreamEnd writer, StreamEnd reader)
    {
        _world = world;
        _network = network;
        Link = link;
        Writer = writer;
        _reader = reader;
        _timer = network.Clock.CreateTimer(static pipe => ((Pipe)pipe!).Arrive(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        link.Add(this);
    }

    public SimulatedLink Link { get; }

    public StreamEnd Writer { get; }

    /// <summary>The other direction of the same stream.</summary>
    public Pipe Reverse { get; private set; } = null!;

    /// <summary>Where and how it is cut; null when it is not.</summary>
    public PlannedCut? Cut { get; set; }

    /// <summary>Makes two pipes one stream.</summary>
    public static void Join(Pipe one, Pipe other) => (one.Reverse, other.Reverse) = (other, one);

    public bool HasUnread => _arrived.Count > 0;

    /// <summary>Reads what has arrived, waiting for the first byte; 0 at the end.</summary>
    /// <exception cref="IOException">The stream was reset.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _reader.ThrowIfBroken();
            if (_arrived.TryPeek(out var segment))
            {
                return buffer.IsEmpty ? 0 : Take(segment, buffer.Span);
            }

            if (_ended)
            {
                return 0;
            }

            await Waiting.WaitAsync(_readWait = Waiting.NewWait(), cancellationToken);
        }
    }

    /// <summary>Sends all, waiting for room in the window.</summary>
    /// <exception cref="IOException">The stream was reset or closed.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        buffer = Corrupted(buffer);
        while (!buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Writer.ThrowIfBroken();
            var room = Link.Options.WindowBytes - _held;
            if (room > 0)
            {
                var size = Math.Min(room, buffer.Length);
                Send(buffer.Span[..size]);
                buffer = buffer[size..];
                continue;
            }

            await Waiting.WaitAsync(_writeWait = Waiting.NewWait(), cancellationToken);
        }
    }

    /// <summary>Bytes that were read since the last call, by what they count for.</summary>
    public int TakeCost()
    {
        var cost = _cost;
        _cost = 0;
        return cost;
    }

    public void WakeReader() => Waiting.Wake(ref _readWait);

    public void WakeWriter() => Waiting.Wake(ref _writeWait);

    /// <summary>What has arrived is read by nobody.</summary>
    public void Discard()
    {
        while (_arrived.TryDequeue(out var segment))
        {
            segment.Free();
        }

        _readOffset = 0;
    }

    /// <summary>Both ends are gone.</summary>
    public void Remove()
    {
        DropUnderWay();
        Discard();
        Link.Remove(this);
        _timer.Dispose();
    }

    private int Take(Segment segment, Span<byte> destination)
    {
        var size = Math.Min(Math.Min(destination.Length, PieceOf(segment)), segment.Length - _readOffset);
        segment.Data.AsSpan(_readOffset, size).CopyTo(destination);
        _readOffset += size;
        if (_readOffset == segment.Length)
        {
            _arrived.Dequeue();
            _readOffset = 0;
            segment.Free();
        }

        _cost += !Writer.Machine.Tls ? size : _readOffset == 0 ? segment.Cost : 0;
        Acknowledge(size);
        return size;
    }

    // The window opens without the time of the way back, to save a timer per read; but not against a way back that is shut.
    private void Acknowledge(int bytes)
    {
        if (Reverse.Link.IsBlocked)
        {
            _unacknowledged += bytes;
            return;
        }

        _held -= bytes + _unacknowledged;
        _unacknowledged = 0;
        WakeWriter();
    }
}
