namespace Tidings.Blocks;

/// <summary>
/// The stage that a stage has just given work, and that goes on right after it on the same thread: what it was given is still in the cache, and nothing has to
/// be woken. One at a time, and so many in a row at most, so that others get their turn; whatever else there is to do goes to the scheduler. The run-next slot of
/// work-stealing schedulers (Go, Tokio).
/// </summary>
internal static class NextInLine
{
    /// <summary>Longest row: a message passes ten stages at most.</summary>
    private const int RowMax = 16;

    [ThreadStatic]
    private static Row s_row;

    /// <summary>Does work that a scheduler's task brought here, and then what came of it.</summary>
    public static void Run(IStageWork work, TaskScheduler scheduler)
    {
        // A task may run within another one, where user code waits for something: the outer row goes on after it.
        var outer = s_row;
        s_row = new Row(scheduler, null);
        try
        {
            work.Do();
            for (var i = 1; s_row.Next is { } next; i++)
            {
                s_row.Next = null;
                if (i < RowMax)
                {
                    next.Do();
                }
                else
                {
                    Schedule(next, scheduler);
                }
            }
        }
        finally
        {
            s_row = outer;
        }
    }

    /// <summary>Has work done soon: next on this thread, if a stage of the same scheduler works on it, and in a task of its own otherwise.</summary>
    public static void Begin(IStageWork work, TaskScheduler scheduler)
    {
        ref var row = ref s_row;
        if (row.Scheduler != scheduler)
        {
            Schedule(work, scheduler);
            return;
        }

        // Who was next before was given its work earlier, and must not wait for a row of others.
        if (row.Next is { } earlier)
        {
            Schedule(earlier, scheduler);
        }

        row.Next = work;
    }

    /// <summary>Has work done in a task of its own: after what others have waiting.</summary>
    public static void Schedule(IStageWork work, TaskScheduler scheduler) =>
        Task.Factory.StartNew(
            static state => ((IStageWork)state!).Begun(), work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);

    private record struct Row(TaskScheduler? Scheduler, IStageWork? Next);
}

/// <summary>A stage that has something to do.</summary>
internal interface IStageWork
{
    /// <summary>A task of the scheduler has come for it.</summary>
    void Begun();

    void Do();
}
