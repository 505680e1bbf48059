using System.Collections.Concurrent;

namespace Tidings.Benchmarks.Support;

/// <summary>Runs what is queued on the caller's thread when told to: the cost of the work without that of waking a thread.</summary>
internal sealed class PumpedScheduler : TaskScheduler
{
    private readonly ConcurrentQueue<Task> _tasks = new();

    /// <summary>Runs until nothing is queued.</summary>
    public void Pump()
    {
        while (_tasks.TryDequeue(out var task))
        {
            TryExecuteTask(task);
        }
    }

    /// <summary>Runs the work as code of a stage runs, and all that comes of it.</summary>
    public void Run(Action work)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
        Pump();
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run(Action)" />
    public void Run(Func<Task> work)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();
        Pump();
        task.GetAwaiter().GetResult();
    }

    protected override void QueueTask(Task task) => _tasks.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
}
