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

    /// <summary>
    /// A thread of the pool that does not answer while the asking thread gets so many turns on the processor is taken for blocked, which on a busy machine a
    /// second by the clock would not show. Waited once per process and blocked thread.
    /// </summary>
    private const int BlockedAfterTurns = 20;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    /// <summary>After how long without a turn the one thread is taken for blocked by others. Longer than a busy machine makes anybody wait.</summary>
    private static readonly TimeSpan StarvedAfter = TimeSpan.FromSeconds(5);

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
            // A thread of the pool that calls this waits here until the end; an async test is continued on one.
            var calling = Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
            _blocked += calling;
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
                _blocked -= calling;
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
            for (var turn = 0; turn < BlockedAfterTurns; turn++)
            {
                if (answered.Wait(Turn))
                {
                    return;
                }
            }

            if (++_blocked > BlockedMax)
            {
                throw new InvalidOperationException($"More than {BlockedMax} threads of the pool are blocked by others: run the simulation in a process of its own.");
            }
        }
    }

    private static void Wait(Pump pump, Func<long> progress)
    {
        var (seen, turns, waited) = (-1L, -1L, TimeSpan.Zero);
        while (!pump.Wait(StarvedAfter))
        {
            if (pump.IsWaiting && pump.Turns == turns && _blocked < BlockedMax)
            {
                AddThread();
            }

            var now = progress();
            waited = now == seen ? waited + StarvedAfter : TimeSpan.Zero;
            if (waited >= Patience)
            {
                throw new TimeoutException($"The simulation stands still after {now} steps: a step, or other work on the thread pool, blocks its thread. Nothing in a simulated node may wait synchronously.");
            }

            (seen, turns) = (now, pump.Turns);
        }
    }

    // Others blocked the thread after it was left to us, between two slices.
    private static void AddThread()
    {
        _blocked++;
        ThreadPool.GetMaxThreads(out _, out var ports);
        ThreadPool.SetMaxThreads(_blocked + 1, ports);
        ThreadPool.GetMinThreads(out _, out ports);
        ThreadPool.SetMinThreads(_blocked + 1, ports);
    }

    private sealed class Pump(Func<bool> slice) : IThreadPoolWorkItem, IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private ExceptionDispatchInfo? _failure;
        private long _turns;
        private volatile bool _isRunning;

        /// <summary>Slices that were begun.</summary>
        public long Turns => Volatile.Read(ref _turns);

        /// <summary>Its turn on the pool has not come.</summary>
        public bool IsWaiting => !_isRunning;

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
            _isRunning = true;
            Volatile.Write(ref _turns, _turns + 1);
            try
            {
                done = slice();
            }
            catch (Exception exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }

            _isRunning = false;
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
