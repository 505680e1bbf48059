namespace Tidings.Simulation.Network;

/// <summary>Waits that end on the clock and scheduler of the simulation.</summary>
internal static class Waiting
{
    /// <summary>To the tick: Task.Delay would cut it to whole milliseconds.</summary>
    public static async Task DelayAsync(TimeProvider clock, TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wait = NewWait();
        using var timer = clock.CreateTimer(static wait => ((TaskCompletionSource)wait!).TrySetResult(), wait, time, Timeout.InfiniteTimeSpan);
        await WaitAsync(wait, cancellationToken);
    }

    public static TaskCompletionSource NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static void Wake(ref TaskCompletionSource? waiter)
    {
        var woken = waiter;
        waiter = null;
        woken?.TrySetResult();
    }

    // Task.WaitAsync would complete on the thread pool; a registration completes the waiter's own task.
    public static async ValueTask WaitAsync(TaskCompletionSource wait, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), wait);
        try
        {
            await wait.Task;
        }
        finally
        {
            registration.Unregister();
        }
    }
}
