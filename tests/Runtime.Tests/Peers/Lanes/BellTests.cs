using Tidings.Runtime.Peers.Lanes;

namespace Tidings.Runtime.Tests.Peers.Lanes;

public sealed class BellTests
{
    [Test]
    public async Task A_ring_before_the_wait_ends_it_at_once_and_any_number_of_them_ends_one()
    {
        var bell = new Bell();
        bell.Ring();
        bell.Ring();
        await bell.WaitAsync();

        var wait = bell.WaitAsync().AsTask();
        Assert.That(wait.IsCompleted, Is.False);
        bell.Ring();
        await wait;
    }

    [Test]
    public async Task No_ring_is_lost_between_threads()
    {
        const int Rings = 20_000;
        var bell = new Bell();
        var rung = 0;
        var ringer = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < Rings; i++)
                {
                    Interlocked.Increment(ref rung);
                    bell.Ring();
                }
            },
            default,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        while (Volatile.Read(ref rung) < Rings)
        {
            await bell.WaitAsync();
        }

        await ringer;
        Assert.That(rung, Is.EqualTo(Rings));
    }
}
