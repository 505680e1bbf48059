using System.Buffers;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>One direction of a simulated stream. Bytes arrive in order, when the link says so; what is under way and unread is bounded by the window.</summary>
internal sealed class Pipe
{
    private readonly World _world;
    private readonly SimulatedLink _link;
    private readonly ITimer _timer;
    private readonly Queue<Segment> _underWay = new();
    private readonly Queue<Segment> _arrived = new();
    private TimeSpan _lastArrival;
    private int _readOffset;
    private int _held;
    private bool _ended, _reset, _writerDone;
    private TaskCompletionSource? _reader, _writer;

    /// <param name="world">Its clock.</param>
    /// <param name="link">The way that the bytes take.</param>
    /// <param name="network">The host whose steps arrivals are: the network itself.</param>
    public Pipe(World world, SimulatedLink link, SimulatedHost network)
    {
        _world = world;
        _link = link;
        _timer = network.Clock.CreateTimer(static pipe => ((Pipe)pipe!).Arrive(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        link.Add(this);
    }

    private int Window => _link.Options.WindowBytes;

    /// <summary>Reads what has arrived, waiting for the first byte; 0 at the end.</summary>
    /// <exception cref="IOException">The stream was reset.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfReset();
            if (_arrived.TryPeek(out var segment))
            {
                return buffer.IsEmpty ? 0 : Take(segment, buffer.Span);
            }

            if (_ended)
            {
                return 0;
            }

            await WaitAsync(_reader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        }
    }

    /// <summary>Sends all, waiting for room in the window.</summary>
    /// <exception cref="IOException">The stream was reset or closed.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfReset();
            if (_writerDone)
            {
                throw new IOException("The stream is closed for writing.");
            }

            var room = Window - _held;
            if (room > 0)
            {
                var size = Math.Min(room, buffer.Length);
                Send(buffer.Span[..size]);
                buffer = buffer[size..];
                continue;
            }

            await WaitAsync(_writer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        }
    }

    /// <summary>The writer is done: what is under way still arrives, then comes the end.</summary>
    public void End()
    {
        if (!_writerDone)
        {
            _writerDone = true;
            Enqueue(new Segment([], 0, Flag.End));
        }
    }

    /// <summary>The writer breaks the stream: what is under way is lost, the reader learns it a latency later.</summary>
    public void Abort()
    {
        if (_writerDone && _ended)
        {
            return;
        }

        _writerDone = true;
        Drop(_underWay);
        Enqueue(new Segment([], 0, Flag.Reset));
        Wake(ref _writer);
    }

    /// <summary>The reader breaks it, or a fault does: both ends fail from now on.</summary>
    public void Break()
    {
        _reset = _ended = _writerDone = true;
        Drop(_underWay);
        Drop(_arrived);
        _link.Remove(this);
        _timer.Dispose();
        Wake(ref _reader);
        Wake(ref _writer);
    }

    /// <summary>The link passes again.</summary>
    public void Unblocked()
    {
        if (_underWay.Count > 0)
        {
            _lastArrival = _world.Clock.Now + _link.Options.RetransmitAfter;
            Arm();
        }
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        var data = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(data);
        _held += bytes.Length;
        Enqueue(new Segment(data, bytes.Length, Flag.None));
    }

    private void Enqueue(Segment segment)
    {
        var arrival = _link.ArrivalOf(segment.Length);
        _lastArrival = arrival > _lastArrival ? arrival : _lastArrival;
        _underWay.Enqueue(segment with { Arrival = _lastArrival });
        if (_underWay.Count == 1)
        {
            Arm();
        }
    }

    private void Arm()
    {
        var due = _underWay.Peek().Arrival - _world.Clock.Now;
        _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Arrive()
    {
        while (_underWay.TryPeek(out var segment))
        {
            if (_link.IsBlocked)
            {
                _link.Bite();
                break;
            }

            if (segment.Arrival > _world.Clock.Now)
            {
                Arm();
                break;
            }

            Land(_underWay.Dequeue());
        }
    }

    private void Land(Segment segment)
    {
        if (segment.Flag == Flag.Reset)
        {
            Break();
            return;
        }

        if (segment.Flag == Flag.End)
        {
            _ended = true;
            _link.Remove(this);
        }
        else
        {
            _arrived.Enqueue(segment);
        }

        Wake(ref _reader);
    }

    private int Take(Segment segment, Span<byte> destination)
    {
        var size = Math.Min(destination.Length, segment.Length - _readOffset);
        segment.Data.AsSpan(_readOffset, size).CopyTo(destination);
        _readOffset += size;
        if (_readOffset == segment.Length)
        {
            _arrived.Dequeue();
            _readOffset = 0;
            ArrayPool<byte>.Shared.Return(segment.Data);
        }

        _held -= size;
        Wake(ref _writer);
        return size;
    }

    private static void Drop(Queue<Segment> segments)
    {
        while (segments.TryDequeue(out var segment))
        {
            if (segment.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(segment.Data);
            }
        }
    }

    private void ThrowIfReset()
    {
        if (_reset)
        {
            throw new IOException("The stream was reset.");
        }
    }

    private static void Wake(ref TaskCompletionSource? waiter)
    {
        var woken = waiter;
        waiter = null;
        woken?.TrySetResult();
    }

    // Task.WaitAsync would complete on the thread pool; a registration completes the waiter's own task.
    private static async ValueTask WaitAsync(TaskCompletionSource wait, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), wait);
        try
        {
            await wait.Task;
        }
        finally
        {
            registration.Unregister();
        }
    }

    private enum Flag : byte
    {
        None,
        End,
        Reset,
    }

    private readonly record struct Segment(byte[] Data, int Length, Flag Flag, TimeSpan Arrival = default);
}
