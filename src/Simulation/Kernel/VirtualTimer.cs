namespace Tidings.Simulation.Kernel;

/// <summary>A timer of a host. Its callback becomes a step of the host, never a call from within the clock.</summary>
internal sealed class VirtualTimer(VirtualClock clock, SimulatedHost host, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _disposed;

    /// <summary>Whose step it becomes.</summary>
    public SimulatedHost Host => host;

    internal long Arming { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        _period = period;
        clock.Arm(this, dueTime == Timeout.InfiniteTimeSpan ? null : host.Clock.Stretch(dueTime));
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Arm(this, null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the callback, unless the timer was disposed or armed again since it fell due: a real timer may still call, a quiet one makes better histories.</summary>
    internal void Fire(long arming)
    {
        if (arming != Arming)
        {
            return;
        }

        if (_period > TimeSpan.Zero)
        {
            clock.Arm(this, host.Clock.Stretch(_period));
        }

        callback(state);
    }
}
