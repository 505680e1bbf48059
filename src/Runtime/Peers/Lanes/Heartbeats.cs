using Tidings.Blocks.Wire;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// Beats on one lane, answers the other side's beats, and tells when it has gone silent. An answer carries number 0 and is not answered itself, so that
/// the echo measures the way and not the interval. Thread-safe.
/// </summary>
internal sealed class Heartbeats : IAsyncDisposable
{
    private static readonly TimeSpan s_grain = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly LaneServices _services;
    private readonly LaneQueue _queue;
    private readonly CountedStream _socket;
    private readonly Action _silent;
    private readonly Liveness _life;
    private readonly ITimer _timer;

    /// <param name="services">The node's.</param>
    /// <param name="queue">Where beats go out.</param>
    /// <param name="socket">Where any byte is a sign of life.</param>
    /// <param name="silent">Called once, when the other side is taken for dead.</param>
    public Heartbeats(LaneServices services, LaneQueue queue, CountedStream socket, Action silent)
    {
        _services = services;
        _queue = queue;
        _socket = socket;
        _silent = silent;
        _life = new Liveness(services.Options, services.Clock.Now);
        _timer = services.Clock.Provider.CreateTimer(static beats => ((Heartbeats)beats!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan? RoundTrip
    {
        get
        {
            lock (_lock)
            {
                return _life.RoundTrip;
            }
        }
    }

    public void Start() => _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    public void Hear(HeartbeatMessage heartbeat)
    {
        if (heartbeat.Number > 0)
        {
            _queue.Beat(Make(0, heartbeat.Number));
        }

        TimeSpan? sample;
        lock (_lock)
        {
            sample = _life.Echo(heartbeat.EchoNumber, _services.Clock.Now);
        }

        if (sample is { } time)
        {
            _services.Instruments.RoundTrip(time);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    // On the scheduler that reads too, behind what is ready to run there. A timer is not held up when that has more to do than it can, and would take for silence what
    // has come and waits to be read; there the check is as late as the reading, and says so.
    private void Due() => Task.Factory.StartNew(
        static beats => ((Heartbeats)beats!).Check(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _services.Scheduler);

    private void Check()
    {
        LifeSign sign;
        ulong number;
        TimeSpan wait;
        lock (_lock)
        {
            var now = _services.Clock.Now;
            sign = _life.Check(now, _socket.SilentSince);
            if (sign == LifeSign.Dead && _socket.HasUnread)
            {
                // It did send, and we are late: thousands of busy lanes may be told of their bytes before this one is.
                _life.Forgive(now);
                sign = _life.Check(now, _socket.SilentSince);
            }

            number = sign == LifeSign.Beat ? _life.Beat(now) : 0;
            wait = _life.NextCheck - now;
        }

        if (sign == LifeSign.Dead)
        {
            _silent();
            return;
        }

        if (sign == LifeSign.Beat)
        {
            _queue.Beat(Make(number, 0));
        }

        // Timers count whole milliseconds and may be early by one: what is checked too soon is checked again.
        _timer.Change(wait > s_grain ? wait : s_grain, Timeout.InfiniteTimeSpan);
    }

    private HeartbeatMessage Make(ulong number, ulong echo)
    {
        var list = _services.Membership.Current;
        return new HeartbeatMessage(number, echo, list?.Version ?? 0, list?.Hash ?? default(Blocks.Hash256));
    }
}
