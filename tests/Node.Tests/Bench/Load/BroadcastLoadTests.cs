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

    [Test]
    public async Task A_paced_load_publishes_of_each_node_in_turn_at_each_tick(CancellationToken cancellationToken)
    {
        var window = new InFlight(3, 3, 6, TimeProvider.System, set: 1);
        var other = new InFlight(3, 3, 6, TimeProvider.System);
        var load = Paced(new LosingSubject(3, new SplitSink([other, window])), window);

        var latency = await load.RunAsync(TimeSpan.FromMilliseconds(300), cancellationToken);

        Assert.That(latency.Count, Is.Positive);
        Assert.That(latency.Count % 2, Is.Zero);
        Assert.That(window.NextOf(0), Is.GreaterThan(1L << 40), "numbers of another set are others");
        Assert.That(other.Deliveries.Count + other.Strays, Is.Zero);
    }

    [Test]
    public void A_paced_load_that_loses_a_delivery_ends_too(CancellationToken cancellationToken)
    {
        var window = new InFlight(3, 3, 6, TimeProvider.System, set: 1);
        var load = Paced(new LosingSubject(3, window, losesFrom: (1L << 40) + 2), window);

        var fault = Assert.ThrowsAsync<BenchException>(() => load.RunAsync(TimeSpan.FromSeconds(10), cancellationToken));
        Assert.That(fault!.Message, Does.StartWith("losing: not finished"));
    }

    private static PacedLoad Paced(IBroadcastSubject subject, InFlight window) =>
        new(subject, window, new Payloads(64, 6, set: 1), TimeSpan.FromMilliseconds(2), TimeProvider.System, TimeSpan.FromMilliseconds(200));

    private static Task<PhaseFigures> RunAsync(Func<InFlight, IBroadcastSubject> subject, CancellationToken cancellationToken)
    {
        var window = new InFlight(3, 3, 6, TimeProvider.System);
        var load = new BroadcastLoad(subject(window), window, new Payloads(1024, 6), TimeProvider.System, TimeSpan.FromMilliseconds(200));
        return load.RunAsync(TimeSpan.FromMilliseconds(50), cancellationToken);
    }
}
