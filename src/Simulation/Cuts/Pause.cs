namespace Tidings.Simulation.Cuts;

/// <summary>A wait on a clock, exact to the clock's tick, which ends early when the node stops at once. What waited then passes.</summary>
internal static class Pause
{
    public static async Task For(TimeSpan time, TimeProvider clock, CancellationToken stopping)
    {
        if (time <= TimeSpan.Zero || stopping.IsCancellationRequested)
        {
            return;
        }

        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(static wait => ((TaskCompletionSource)wait!).TrySetResult(), over, time, Timeout.InfiniteTimeSpan);
        await using var stop = stopping.UnsafeRegister(static wait => ((TaskCompletionSource)wait!).TrySetResult(), over);
        await over.Task;
    }
}
