namespace Tidings.Contract;

/// <summary>A clock that moves only when it is told to, and then to the next armed timer. Callbacks become steps of the scheduler, never calls.</summary>
public sealed class VirtualTimeProvider(SimulationScheduler scheduler) : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Arming), (long Due, long Arming)> _armed = new();
    private long _now;
    private long _arming;

    /// <summary>Time since the world began.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _now));

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Epoch + Elapsed;

    /// <inheritdoc />
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next armed timer, not beyond <paramref name="limit"/>, and fires all that are due then. False if there is none.</summary>
    public bool AdvanceToNextTimer(TimeSpan limit)
    {
        List<VirtualTimer> due = [];
        lock (_gate)
        {
            while (_armed.TryPeek(out var next, out var key) && key.Due <= limit.Ticks && (due.Count == 0 || key.Due <= _now))
            {
                _armed.Dequeue();
                if (next.Arming == next.Timer.Arming)
                {
                    Volatile.Write(ref _now, Math.Max(_now, key.Due));
                    due.Add(next.Timer);
                }
            }
        }

        due.ForEach(timer => timer.Fire(scheduler));
        return due.Count > 0;
    }

    /// <summary>Moves to a time without firing anything; for the end of a run, when nothing is due before it.</summary>
    public void AdvanceTo(TimeSpan time)
    {
        lock (_gate)
        {
            Volatile.Write(ref _now, Math.Max(_now, time.Ticks));
        }
    }

    internal long Arm(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            var arming = ++_arming;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _armed.Enqueue((timer, arming), (_now + dueTime.Ticks, arming));
            }

            return timer.Arming = arming;
        }
    }
}
