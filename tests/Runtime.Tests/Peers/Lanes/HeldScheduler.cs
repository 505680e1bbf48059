namespace Tidings.Runtime.Tests.Peers.Lanes;

/// <summary>A scheduler that has more to do than it can: nothing runs until the test lets it, then in the order in which it came.</summary>
internal sealed class HeldScheduler : TaskScheduler
{
    private readonly Queue<Task> _tasks = new();

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs what waits, and what comes of it.</summary>
    public void RunAll()
    {
        while (_tasks.TryDequeue(out var task))
        {
            TryExecuteTask(task);
        }
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    protected override void QueueTask(Task task) => _tasks.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
