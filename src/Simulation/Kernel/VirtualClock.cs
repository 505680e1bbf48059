namespace Tidings.Simulation.Kernel;

/// <summary>The time of a world, in ticks of 100 ns since it began, and the timers that are armed. It moves only when it is told to. Thread-safe.</summary>
internal sealed class VirtualClock
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Arming), (long Due, long Arming)> _armed = new();
    private long _now;
    private long _arming;

    /// <summary>Time since the world began.</summary>
    public TimeSpan Now => TimeSpan.FromTicks(Volatile.Read(ref _now));

    /// <summary>When the next armed timer is due; null when there is none.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
            {
                DropStale();
                return _armed.TryPeek(out _, out var key) ? TimeSpan.FromTicks(key.Due) : null;
            }
        }
    }

    /// <summary>Armed timers of a host.</summary>
    public int ArmedBy(SimulatedHost host)
    {
        lock (_gate)
        {
            return _armed.UnorderedItems.Count(item => item.Element.Timer.Host == host && item.Element.Arming == item.Element.Timer.Arming);
        }
    }

    /// <summary>Moves to the next armed timer, not beyond <paramref name="limit"/>, and hands over all that are due then. False if there is none.</summary>
    public bool AdvanceToNext(TimeSpan limit, Action<VirtualTimer, long> due)
    {
        lock (_gate)
        {
            DropStale();
            if (!_armed.TryPeek(out _, out var first) || first.Due > limit.Ticks)
            {
                return false;
            }

            Volatile.Write(ref _now, Math.Max(_now, first.Due));
            while (_armed.TryPeek(out var next, out var key) && key.Due <= _now)
            {
                _armed.Dequeue();
                if (next.Arming == next.Timer.Arming)
                {
                    due(next.Timer, next.Arming);
                }
            }

            return true;
        }
    }

    /// <summary>Moves to a time before which nothing is due.</summary>
    public void AdvanceTo(TimeSpan time) => Volatile.Write(ref _now, Math.Max(_now, time.Ticks));

    /// <summary>Arms a timer anew; every earlier arming of it is void. Null disarms it.</summary>
    internal void Arm(VirtualTimer timer, TimeSpan? dueTime)
    {
        lock (_gate)
        {
            timer.Arming = ++_arming;
            if (dueTime is { } due)
            {
                _armed.Enqueue((timer, _arming), (_now + due.Ticks, _arming));
            }
        }
    }

    private void DropStale()
    {
        while (_armed.TryPeek(out var next, out _) && next.Arming != next.Timer.Arming)
        {
            _armed.Dequeue();
        }
    }
}
