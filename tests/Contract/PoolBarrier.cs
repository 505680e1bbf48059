namespace Tidings.Contract;

/// <summary>
/// TPL Dataflow finishes blocks on the thread pool, whatever scheduler they have. Before virtual time moves, the work that is already there gets its
/// turn: each hop is a work item that queues behind it.
/// </summary>
internal static class PoolBarrier
{
    private const int QuietHops = 2;
    private const int BusyHops = 12;

    /// <summary>True as soon as a step became ready.</summary>
    public static bool Settle(SimulationScheduler scheduler)
    {
        var before = ThreadPool.CompletedWorkItemCount;
        var hops = ThreadPool.PendingWorkItemCount > 0 ? BusyHops : QuietHops;
        for (var hop = 0; hop < hops && !scheduler.HasReady; hop++)
        {
            Hop();
            if (ThreadPool.CompletedWorkItemCount - before > hop + 1)
            {
                hops = BusyHops;
            }
        }

        return scheduler.HasReady;
    }

    private static void Hop()
    {
        using var reached = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static mark => mark.Set(), reached, preferLocal: false);
        reached.Wait();
    }
}
