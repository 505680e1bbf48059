using System.Runtime.ExceptionServices;

namespace Tidings.Simulation.Kernel;

/// <summary>
/// Runs a simulation on the thread pool while the pool has one thread. TPL Dataflow finishes blocks, and SslStream resumes, on the pool whatever
/// scheduler they were given; with one thread, on which the simulation itself runs, that work happens between two steps and always at the same point.
/// Threads that others block (a test host does) are counted out. One simulation runs at a time in a process.
/// </summary>
internal static class OneThreadPool
{
    /// <summary>How long the machine may take for one step, or for the pool to begin, before the run is given up: something blocks the one thread.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>After how long a thread of the pool that does not answer is taken for blocked. Waited once per process and blocked thread.</summary>
    private static readonly TimeSpan BlockedAfter = TimeSpan.FromSeconds(1);

    private const int BlockedMax = 16;

    private static readonly Lock Gate = new();
    private static int _blocked;

    /// <summary>Calls the slice on the pool until it says that it is done; whenever it says that it is not, everything else in the pool has its turn first.</summary>
    /// <param name="slice">True when done.</param>
    /// <param name="progress">Grows while the simulation gets on.</param>
    /// <exception cref="TimeoutException">A step blocks the thread, or the pool's threads are all blocked by others.</exception>
    public static void Run(Func<bool> slice, Func<long> progress)
    {
        lock (Gate)
        {
            ThreadPool.GetMinThreads(out var minWorkers, out var minPorts);
            ThreadPool.GetMaxThreads(out var maxWorkers, out var maxPorts);
            try
            {
                LeaveOneThread(minPorts, maxPorts);
                using var pump = new Pump(slice);
                ThreadPool.UnsafeQueueUserWorkItem(pump, preferLocal: false);
                Wait(pump, progress);
            }
            finally
            {
                ThreadPool.SetMaxThreads(maxWorkers, maxPorts);
                ThreadPool.SetMinThreads(minWorkers, minPorts);
            }
        }
    }

    private static void LeaveOneThread(int minPorts, int maxPorts)
    {
        while (true)
        {
            // The pool takes no maximum below its minimum, and no minimum above its maximum.
            ThreadPool.SetMinThreads(1, minPorts);
            ThreadPool.SetMaxThreads(_blocked + 1, maxPorts);
            ThreadPool.SetMinThreads(_blocked + 1, minPorts);
            var answered = new ManualResetEventSlim();
            ThreadPool.UnsafeQueueUserWorkItem(static mark => mark.Set(), answered, preferLocal: false);
            if (answered.Wait(BlockedAfter))
            {
                return;
            }

            if (++_blocked > BlockedMax)
            {
                throw new InvalidOperationException($"More than {BlockedMax} threads of the pool are blocked by others: run the simulation in a process of its own.");
            }
        }
    }

    private static void Wait(Pump pump, Func<long> progress)
    {
        var seen = -1L;
        while (!pump.Wait(Patience))
        {
            var now = progress();
            if (now == seen)
            {
                throw new TimeoutException($"The simulation stands still after {now} steps: a step, or other work on the thread pool, blocks its thread. Nothing in a simulated node may wait synchronously.");
            }

            seen = now;
        }
    }

    private sealed class Pump(Func<bool> slice) : IThreadPoolWorkItem, IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private ExceptionDispatchInfo? _failure;

        public bool Wait(TimeSpan patience)
        {
            if (!_done.Wait(patience))
            {
                return false;
            }

            _failure?.Throw();
            return true;
        }

        public void Execute()
        {
            var done = true;
            try
            {
                done = slice();
            }
            catch (Exception exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }

            if (done)
            {
                _done.Set();
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        public void Dispose() => _done.Dispose();
    }
}
