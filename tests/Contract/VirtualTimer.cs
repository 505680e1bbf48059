namespace Tidings.Contract;

/// <summary>A timer of the virtual clock. Arming it again, or disposing it, makes every earlier arming void.</summary>
internal sealed class VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _disposed;

    internal long Arming { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        _period = period;
        clock.Arm(this, dueTime);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Arm(this, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire(TaskScheduler scheduler)
    {
        if (_period > TimeSpan.Zero)
        {
            clock.Arm(this, _period);
        }

        var firing = Arming;
        _ = Task.Factory.StartNew(
            () =>
            {
                // Disposed or armed again between the tick and this step: a real timer may still call, a quiet one makes better histories.
                if (firing == Arming)
                {
                    callback(state);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            scheduler);
    }
}
