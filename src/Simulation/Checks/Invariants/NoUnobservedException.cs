namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// Every task's exception is seen by somebody. Found when the garbage collector finds the task, so this asks it at the end, in one of fifty runs of a process.
/// What the streams of a killed process threw is nobody's any more and does not count.
/// </summary>
internal sealed class NoUnobservedException : IInvariant, IDisposable
{
    private const int CollectEveryRuns = 50;

    private static int s_runs;

    private readonly Lock _gate = new();
    private Exception? _seen;

    public NoUnobservedException() => TaskScheduler.UnobservedTaskException += Seen;

    public string Name => "no unobserved exception";

    Occasion IInvariant.Occasion => Occasion.None;

    public string? AtEnd(SimulatedNetwork network)
    {
        if (s_runs++ % CollectEveryRuns == 0)
        {
            Collect();
        }

        lock (_gate)
        {
            return _seen is { } exception ? exception.ToString() : null;
        }
    }

    /// <summary>Twice: the first finds the tasks, the second what their finalizers let go.</summary>
    internal static void Collect()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Seen;

    private void Seen(object? sender, UnobservedTaskExceptionEventArgs e)
    {
        if (e.Exception.Flatten().InnerExceptions.FirstOrDefault(static inner => inner is not (IOException or OperationCanceledException or ObjectDisposedException)) is not { } inner)
        {
            return;
        }

        lock (_gate)
        {
            _seen ??= inner;
        }
    }
}
