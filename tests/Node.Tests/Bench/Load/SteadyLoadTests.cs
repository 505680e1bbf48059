using Tidings.Node.Bench;
using Tidings.Node.Bench.Load;

namespace Tidings.Node.Tests.Bench.Load;

[CancelAfter(30_000)]
public sealed class SteadyLoadTests
{
    [Test]
    public async Task It_publishes_until_it_is_told_to_end_and_leaves_nothing_unfinished(CancellationToken cancellationToken)
    {
        var window = new InFlight(3, 3, 6, TimeProvider.System);
        var until = new TaskCompletionSource();
        var running = Steady(new LosingSubject(3, new Ends(window, until, _ => window.Deliveries.Count >= 120)), window).RunAsync(1000, until.Task, cancellationToken);

        await running;

        Assert.That(window.Deliveries.Count, Is.GreaterThanOrEqualTo(120));
        Assert.That(window.Completions.Count, Is.EqualTo(window.Deliveries.Count / 2));
        Assert.That(window.Missing(), Is.Empty);
    }

    [Test]
    public void One_that_is_lost_fails_it_once_it_is_told_to_end(CancellationToken cancellationToken)
    {
        var window = new InFlight(3, 3, 6, TimeProvider.System);
        var until = new TaskCompletionSource();
        var running = Steady(new LosingSubject(3, new Ends(window, until, number => number == 9), losesFrom: 9), window).RunAsync(1000, until.Task, cancellationToken);

        var fault = Assert.ThrowsAsync<BenchException>(() => running);
        Assert.That(fault!.Message, Does.StartWith("losing: not finished").And.Contain("artifact 9 of node 0 at 1 nodes"));
    }

    private static SteadyLoad Steady(IBroadcastSubject subject, InFlight window) =>
        new(subject, window, new Payloads(64, 6), TimeProvider.System, TimeSpan.FromMilliseconds(200));

    private sealed class Ends(IDeliverySink inner, TaskCompletionSource until, Func<long, bool> isTime) : IDeliverySink
    {
        public void Delivered(int node, long number)
        {
            inner.Delivered(node, number);
            if (isTime(number))
            {
                until.TrySetResult();
            }
        }
    }
}
