namespace Tidings.Runtime.Tests.Peers.Lanes;

/// <summary>Keeps tasks until a test runs them, in their order.</summary>
internal sealed class QueuedScheduler : TaskScheduler
{
    private readonly Queue<Task> _tasks = new();

    public int Count => _tasks.Count;

    public void Queue(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this);

    public void RunOne()
    {
        if (_tasks.TryDequeue(out var task))
        {
            TryExecuteTask(task);
        }
    }

    public void RunAll()
    {
        while (_tasks.Count > 0)
        {
            RunOne();
        }
    }

    protected override void QueueTask(Task task) => _tasks.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
}
