namespace Tidings.Blocks.Tests;

/// <summary>A stage is woken at the time that it asked for, whatever the system's timers do.</summary>
public sealed class WakeTimerTests
{
    private static readonly TimeSpan Due = TimeSpan.FromMilliseconds(100);

    [Test]
    public void A_timer_that_fired_early_is_set_again_for_what_is_left()
    {
        var time = new RecordingTime();
        var wakes = 0;
        using var timer = new WakeTimer(time, () => wakes++);
        timer.Arm(Due, TimeSpan.Zero);
        time.Fire();

        timer.Arm(Due, TimeSpan.FromMilliseconds(97));

        Assert.That(wakes, Is.EqualTo(1));
        Assert.That(time.Set, Is.EqualTo(new[] { Due, TimeSpan.FromMilliseconds(3) }));
    }

    [Test]
    public void A_timer_that_waits_for_the_same_time_or_an_earlier_one_is_left_alone_until_it_fires()
    {
        var time = new RecordingTime();
        using var timer = new WakeTimer(time, () => { });
        timer.Arm(Due, TimeSpan.Zero);
        timer.Arm(Due, TimeSpan.FromMilliseconds(50));
        timer.Arm(2 * Due, TimeSpan.FromMilliseconds(60));
        timer.Arm(TimeSpan.MaxValue, TimeSpan.FromMilliseconds(70));
        Assert.That(time.Set, Is.EqualTo(new[] { Due }));
        time.Fire();
        timer.Arm(TimeSpan.MaxValue, Due);
        timer.Arm(2 * Due, Due);
        timer.Arm(Due + (Due / 2), Due);
        Assert.That(time.Set, Is.EqualTo(new[] { Due, Due, Due / 2 }));
    }

    [Test]
    public void A_wait_that_no_timer_takes_is_made_of_shorter_ones()
    {
        var time = new RecordingTime();
        using var timer = new WakeTimer(time, () => { });
        timer.Arm(TimeSpan.FromDays(60), TimeSpan.Zero);
        time.Fire();
        timer.Arm(TimeSpan.FromDays(60), TimeSpan.FromDays(1));
        Assert.That(time.Set, Is.EqualTo(new[] { TimeSpan.FromDays(1), TimeSpan.FromDays(1) }));
    }

    private sealed class RecordingTime : TimeProvider, ITimer
    {
        private Action _fire = () => { };

        public List<TimeSpan> Set { get; } = [];

        public void Fire() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set.Add(dueTime);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
