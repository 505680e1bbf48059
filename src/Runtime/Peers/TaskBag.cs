namespace Tidings.Runtime.Peers;

/// <summary>Tasks in flight that somebody must see the end of. Bounded by what starts them. Thread-safe.</summary>
/// <param name="scheduler">Where they run.</param>
/// <param name="failed">Told, at once, what escaped from one: our own fault.</param>
internal sealed class TaskBag(TaskScheduler scheduler, Action<Exception> failed)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    public void Start(Func<Task> work)
    {
        var task = scheduler.StartLoop(() => GuardAsync(work));
        lock (_lock)
        {
            _running.Add(task);
        }

        task.ContinueWith(
            static (done, state) => ((TaskBag)state!).Remove(done), this, CancellationToken.None, TaskContinuationOptions.DenyChildAttach, scheduler);
    }

    /// <summary>Completes when all work has ended, that which is started meanwhile included.</summary>
    public async Task WhenEmptyAsync()
    {
        while (Snapshot() is { Length: > 0 } running)
        {
            await Task.WhenAll(running);
            lock (_lock)
            {
                _running.ExceptWith(running);
            }
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            failed(e);
        }
    }

    private Task[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _running];
        }
    }

    private void Remove(Task done)
    {
        lock (_lock)
        {
            _running.Remove(done);
        }
    }
}
