using Tidings.Simulation.Kernel;

namespace Simulation.Tests.Kernel;

/// <summary>While a simulation runs, the pool runs one thing at a time.</summary>
public sealed class OneThreadPoolTests
{
    private const int Turns = 50;

    [Test]
    public void Nothing_runs_beside_a_run_whoever_calls_it()
    {
        Assert.That(MostAtOnce(), Is.EqualTo(1));

        var fromThePool = 0;
        using var ended = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                fromThePool = MostAtOnce();
                ended.Set();
            },
            null);
        ended.Wait();
        Assert.That(fromThePool, Is.EqualTo(1), "on a thread of the pool, as an async test after an await");

        Assert.That(MostAtOnce(), Is.EqualTo(1), "after the thread of the pool that called is free again");
    }

    private static int MostAtOnce()
    {
        var gate = new Lock();
        var (running, most, turns) = (0, 0, 0);
        OneThreadPool.Run(Slice, () => turns);
        return most;

        bool Slice()
        {
            Work();
            for (var beside = 0; beside < 4 && turns < Turns; beside++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(_ => Work(), null);
            }

            return turns++ == Turns;
        }

        void Work()
        {
            lock (gate)
            {
                most = Math.Max(most, ++running);
            }

            Thread.SpinWait(20_000);
            lock (gate)
            {
                running--;
            }
        }
    }
}
