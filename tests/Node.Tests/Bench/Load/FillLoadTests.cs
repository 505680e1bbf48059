using Tidings.Node.Bench;
using Tidings.Node.Bench.Load;

namespace Tidings.Node.Tests.Bench.Load;

[CancelAfter(30_000)]
public sealed class FillLoadTests
{
    [TestCase(1)]
    [TestCase(6)]
    [TestCase(100)]
    public async Task So_many_are_published_the_first_ones_of_the_set(int count, CancellationToken cancellationToken)
    {
        var window = new InFlight(3, 3, 6, TimeProvider.System);
        var arrivals = new Arrivals(count, TimeProvider.System);

        await Fill(new LosingSubject(3, new Both(window, arrivals)), window).RunAsync(count, TimeSpan.FromSeconds(10), cancellationToken);

        Assert.That(window.Completions.Count, Is.EqualTo(count));
        Assert.That(arrivals.Count, Is.EqualTo(count));
        Assert.That(arrivals.Strays, Is.Zero);
    }

    [Test]
    public void One_that_is_lost_ends_it_at_the_deadline(CancellationToken cancellationToken)
    {
        var window = new InFlight(3, 3, 6, TimeProvider.System);

        var fault = Assert.ThrowsAsync<BenchException>(
            () => Fill(new LosingSubject(3, window, losesFrom: 9), window).RunAsync(10, TimeSpan.FromMilliseconds(200), cancellationToken));
        Assert.That(fault!.Message, Does.Contain("artifact 9 of node 0 at 1 nodes"));
    }

    private static FillLoad Fill(IBroadcastSubject subject, InFlight window) => new(subject, window, new Payloads(64, 6), TimeProvider.System);

    private sealed class Both(IDeliverySink one, IDeliverySink other) : IDeliverySink
    {
        public void Delivered(int node, long number)
        {
            one.Delivered(node, number);
            other.Delivered(node, number);
        }
    }
}
