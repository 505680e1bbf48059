namespace Tidings.Blocks.Limits;

/// <summary>Tells one user of the ledger that bytes came free on an account that had refused it. Thread-safe.</summary>
internal sealed class FreedNotice
{
    private TaskCompletionSource? _next;

    public event Action? Freed;

    /// <summary>Completes at the first raise after it was read.</summary>
    public Task Next
    {
        get
        {
            var seen = Volatile.Read(ref _next);
            if (seen is null)
            {
                var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                seen = Interlocked.CompareExchange(ref _next, made, null) ?? made;
            }

            return seen.Task;
        }
    }

    public void Raise()
    {
        Interlocked.Exchange(ref _next, null)?.TrySetResult();
        Freed?.Invoke();
    }
}
