using Tidings.Node.Bench;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Tests.Bench.Load;

[CancelAfter(30_000)]
public sealed class BroadcastLoadTests
{
    [Test]
    public async Task A_phase_counts_every_delivery_and_ends_with_nothing_unfinished(CancellationToken cancellationToken)
    {
        var phase = await RunAsync(window => new LosingSubject(3, window), cancellationToken);

        Assert.That(phase.Deliveries, Is.Positive);
        Assert.That(phase.Deliveries, Is.EqualTo(phase.Completion.Count * 2));
    }

    [Test]
    public void A_lost_delivery_ends_the_run_with_what_is_missing_where(CancellationToken cancellationToken)
    {
        var fault = Assert.ThrowsAsync<BenchException>(() => RunAsync(window => new LosingSubject(3, window, losesFrom: 4), cancellationToken));

        Assert.That(fault!.Message, Does.StartWith("losing: not finished").And.Contain("artifact 4 of node 1 at 1 nodes").And.Contain("it loses"));
    }

    [Test]
    public void A_delivery_of_what_nobody_published_ends_the_run(CancellationToken cancellationToken)
    {
        var fault = Assert.ThrowsAsync<BenchException>(() => RunAsync(window => new LosingSubject(3, window, strays: 1L << 40), cancellationToken));

        Assert.That(fault!.Message, Does.Contain("nobody had published"));
    }

    private static Task<PhaseFigures> RunAsync(Func<InFlight, IBroadcastSubject> subject, CancellationToken cancellationToken)
    {
        var window = new InFlight(3, 3, 6, TimeProvider.System);
        var load = new BroadcastLoad(subject(window), window, new Payloads(1024, 6), TimeProvider.System, TimeSpan.FromMilliseconds(200));
        return load.RunAsync(TimeSpan.FromMilliseconds(50), cancellationToken);
    }
}
