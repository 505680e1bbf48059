namespace Tidings.Contract;

/// <summary>
/// TPL Dataflow finishes blocks on the thread pool, whatever scheduler they have. Before virtual time moves, the work that is already there gets its
/// turn: each hop is a work item that queues behind it. While blocks are finishing, a loaded machine gets real time for it too.
/// </summary>
internal sealed class PoolBarrier(SimulationScheduler scheduler)
{
    private const int Hops = 3;
    private static readonly TimeSpan WhileFinishing = TimeSpan.FromMilliseconds(150);

    private int _foreignSeen;

    /// <summary>True as soon as a step is ready; false when the pool has nothing more to say.</summary>
    public bool Settle()
    {
        var finishing = ThreadPool.PendingWorkItemCount > 0 || scheduler.ForeignWakeUps != _foreignSeen;
        var began = TimeProvider.System.GetTimestamp();
        for (var hop = 0; !scheduler.HasReady; hop++)
        {
            if (hop >= Hops && !(finishing && TimeProvider.System.GetElapsedTime(began) < WhileFinishing))
            {
                _foreignSeen = scheduler.ForeignWakeUps;
                return false;
            }

            Hop();
        }

        return true;
    }

    private static void Hop()
    {
        using var reached = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static mark => mark.Set(), reached, preferLocal: false);
        reached.Wait();
    }
}
