using Tidings.Simulation.Kernel;

namespace Simulation.Tests.Kernel;

/// <summary>What follows an await goes on within the step that completed it, as on a thread pool; by the seed it sometimes waits for its turn.</summary>
public sealed class InlineContinuationTests
{
    private const int Awaits = 1000;

    [Test]
    public void Most_continuations_cost_no_step_and_some_are_left_to_the_seed()
    {
        var world = new World(1);
        var host = world.CreateHost(0, "host");
        var done = host.Start(() => NestAsync(host, Awaits));
        world.RunUntil(() => done.IsCompleted, TimeSpan.Zero);
        Assert.That(done.IsCompletedSuccessfully, Is.True);
        Assert.That(world.Steps, Is.InRange(Awaits / 40, Awaits / 4));
    }

    [Test]
    public void What_another_host_awaits_is_a_step_of_that_host()
    {
        var world = new World(1);
        var (maker, waiter) = (world.CreateHost(0, "maker"), world.CreateHost(1, "waiter"));
        for (var i = 0; i < 100; i++)
        {
            var made = new TaskCompletionSource();
            var seen = waiter.Start(async () =>
            {
                await made.Task;
                return TaskScheduler.Current;
            });
            world.RunTo(world.Clock.Now);
            var before = waiter.Steps;
            _ = maker.Start(() =>
            {
                made.SetResult();
                return Task.CompletedTask;
            });
            world.RunUntil(() => seen.IsCompleted, TimeSpan.Zero);
            Assert.That(seen.Result, Is.SameAs(waiter));
            Assert.That(waiter.Steps, Is.EqualTo(before + 1));
        }
    }

    [Test]
    public void Nothing_goes_on_in_a_process_that_its_own_step_killed()
    {
        var world = new World(1);
        var host = world.CreateHost(0, "host");
        var made = new TaskCompletionSource();
        var wentOn = false;
        _ = host.Start(async () =>
        {
            await made.Task;
            wentOn = true;
        });
        world.RunTo(TimeSpan.Zero);
        _ = host.Start(() =>
        {
            host.Kill();
            made.SetResult();
            return Task.CompletedTask;
        });
        world.RunTo(TimeSpan.FromSeconds(1));
        Assert.That(wentOn, Is.False);
    }

    /// <summary>Async methods in each other, of which the innermost waits for a timer.</summary>
    private static async Task NestAsync(SimulatedHost host, int depth)
    {
        if (depth == 0)
        {
            await Task.Delay(TimeSpan.Zero, host.Clock);
            await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, host);
            return;
        }

        await NestAsync(host, depth - 1);
    }
}
