namespace Tidings.Simulation.Cuts;

/// <summary>
/// Opens and closes a cut while the graph runs. Put in by <see cref="CutExtensions.Hold{T}(Tidings.Pipelines.Graph.Cut{T}, Gate)"/>; one gate may hold many places.
/// Thread-safe.
/// </summary>
public sealed class Gate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _closed;

    /// <summary>A gate of no place yet.</summary>
    /// <param name="open">Whether it lets things pass at first. Default: it does not.</param>
    public Gate(bool open = false) => _closed = open ? null : NewWait();

    /// <summary>Whether things pass.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _closed is null;
            }
        }
    }

    /// <summary>Lets everything pass from now on.</summary>
    public void Open()
    {
        TaskCompletionSource? waiters;
        lock (_lock)
        {
            waiters = _closed;
            _closed = null;
        }

        waiters?.TrySetResult();
    }

    /// <summary>Lets nothing pass from now on. What waits then waits before the cut: one item in it, the rest in the edge, as in front of a stage that hangs.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed ??= NewWait();
        }
    }

    /// <summary>Waits while it is closed, or until the node stops at once.</summary>
    internal async Task PassAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && Closed() is { } opened)
        {
            var woken = NewWait();
            await using var stop = stopping.UnsafeRegister(static wait => ((TaskCompletionSource)wait!).TrySetResult(), woken);
            await Task.WhenAny(opened, woken.Task);
        }
    }

    private Task? Closed()
    {
        lock (_lock)
        {
            return _closed?.Task;
        }
    }

    private static TaskCompletionSource NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
