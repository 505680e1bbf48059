namespace Tidings.Blocks;

/// <summary>A stage's one timer: raises its wake signal at the time that the core asks for. Used by one task at a time.</summary>
internal sealed class WakeTimer : IDisposable
{
    // Below the longest wait that the system's timers take, 49 days: what fires before its time is set again.
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    private readonly ITimer _timer;
    private TimeSpan _due = TimeSpan.MaxValue;
    private volatile bool _isSet;

    public WakeTimer(TimeProvider time, Action wake) => _timer = time.CreateTimer(
        _ =>
        {
            _isSet = false;
            wake();
        },
        null,
        Timeout.InfiniteTimeSpan,
        Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Sets the one due time; the largest value for none. A time that has come is due at once. A timer that waits for an earlier time is left alone, since to
    /// set it costs more than to be woken once too often: the stage then sets it again.
    /// </summary>
    public void Arm(TimeSpan due, TimeSpan now)
    {
        // The system's timers run on a coarser clock than the one that says now, and fire up to some milliseconds early: what has fired is set again.
        if ((_isSet && due >= _due && due > now) || due == TimeSpan.MaxValue)
        {
            return;
        }

        _due = due;
        _isSet = true;
        _timer.Change(Wait(due - now), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Timers count whole milliseconds: rounded down, one would fire early and be armed again until its time has come.</summary>
    private static TimeSpan Wait(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? TimeSpan.Zero
        : wait >= WaitMax ? WaitMax
        : TimeSpan.FromTicks((wait.Ticks + Grain.Ticks - 1) / Grain.Ticks * Grain.Ticks);
}
