namespace Tidings.Simulation.Kernel;

/// <summary>
/// The clock of one machine: it may run a little fast or slow, and its date may be wrong and jump. Monotonic time never jumps, as on a real machine.
/// </summary>
internal sealed class HostClock(VirtualClock world, SimulatedHost host) : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds that this machine counts per second of the world. 1 is a perfect clock. Set before the host runs.</summary>
    public double Rate { get; set; } = 1;

    /// <summary>How far its date is off. May jump at any time.</summary>
    public TimeSpan DateOffset { get; set; }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Epoch + TimeSpan.FromTicks(GetTimestamp()) + DateOffset;

    /// <inheritdoc />
    public override long GetTimestamp() => Rate == 1 ? world.Now.Ticks : (long)(world.Now.Ticks * Rate);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(world, host, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>What this machine takes for a time, in time of the world; rounded up, so that a timer is never early by the machine's own clock.</summary>
    internal TimeSpan Stretch(TimeSpan own) => Rate == 1 ? own : TimeSpan.FromTicks((long)Math.Ceiling(own.Ticks / Rate));
}
