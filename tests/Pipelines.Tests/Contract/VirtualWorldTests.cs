using Tidings.Contract;

namespace Pipelines.Tests.Contract;

public class VirtualWorldTests
{
    [Test]
    public void The_clock_moves_only_when_nothing_is_ready_and_then_to_the_next_timer()
    {
        var world = new VirtualWorld();
        List<string> log = [];

        world.Run(() => Task.WhenAll(SayAsync(world, log, "b", 20), SayAsync(world, log, "a", 10), SayAsync(world, log, "c", 30_000)));

        Assert.That(log, Is.EqualTo(new[] { "a at 10", "b at 20", "c at 30000" }));
        Assert.That(world.Escapes, Is.Zero);
    }

    [Test]
    public void Running_for_a_time_ends_at_its_end_with_later_timers_unfired()
    {
        var world = new VirtualWorld();
        List<string> log = [];
        var late = world.Start(() => SayAsync(world, log, "late", 1000));

        world.RunFor(TimeSpan.FromMilliseconds(999));
        Assert.That(log, Is.Empty);
        Assert.That(world.Now, Is.EqualTo(TimeSpan.FromMilliseconds(999)));

        world.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.That(late.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public void A_disposed_or_rearmed_timer_does_not_fire_at_its_old_time()
    {
        var world = new VirtualWorld();
        List<TimeSpan> fired = [];
        var disposed = world.Time.CreateTimer(_ => fired.Add(TimeSpan.Zero), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var moved = world.Time.CreateTimer(_ => fired.Add(world.Now), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        disposed.Dispose();
        moved.Change(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2));
        world.RunFor(TimeSpan.FromSeconds(6));

        Assert.That(fired, Is.EqualTo(new[] { TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5) }));
    }

    [Test]
    public void What_leaves_the_scheduler_is_counted()
    {
        var world = new VirtualWorld();

        world.Run(async () =>
        {
            await Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
            await Task.Yield();
        });

        Assert.That(world.Escapes, Is.EqualTo(1));
    }

    [Test]
    public void A_condition_that_does_not_come_true_in_time_says_so_with_the_seed()
    {
        var world = new VirtualWorld(42);
        using var ticking = world.Time.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.FromSeconds(1));

        Assert.That(() => world.RunUntil(() => false, TimeSpan.FromSeconds(10)), Throws.TypeOf<TimeoutException>().With.Message.Contains("Seed 42"));
    }

    private static async Task SayAsync(VirtualWorld world, List<string> log, string text, int milliseconds)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), world.Time);
        log.Add($"{text} at {world.Now.TotalMilliseconds}");
    }
}
