using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Nodes;

namespace Tidings.Node.Tests.Bench.Nodes;

/// <summary>A wrong byte in a pool is found, and so is a pool that holds nothing.</summary>
[CancelAfter(60_000)]
public sealed class PoolCheckTests
{
    [Test]
    public async Task Other_bytes_than_were_published_are_wrong_at_every_node_that_holds_them(CancellationToken cancellationToken)
    {
        var payloads = new Payloads(1024, places: 2);
        var window = new InFlight(2, 2, 2, TimeProvider.System);
        await using var subject = await TidingsSubject.StartAsync(2, 1, [payloads], window, cancellationToken);
        Assert.That((await subject.VerifyAsync(cancellationToken)).Wrong, Is.EqualTo(new[] { "node 0 holds nothing", "node 1 holds nothing" }));

        var finished = window.Begin(0);
        var bytes = payloads.Next(0).ToArray();
        bytes[^1] ^= 1;
        await subject.PublishAsync(0, 0, bytes, cancellationToken);
        window.Published(0);
        await finished.AsTask().WaitAsync(cancellationToken);

        var verified = await subject.VerifyAsync(cancellationToken);
        Assert.That(verified.Checked, Is.EqualTo(2));
        Assert.That(verified.Wrong, Is.EqualTo(new[] { "node 0: artifact 0 has other bytes", "node 1: artifact 0 has other bytes" }));
    }

    [Test]
    public async Task Old_artifacts_leave_every_pool_so_that_it_stays_small(CancellationToken cancellationToken)
    {
        const int size = 1 << 20;
        var payloads = new Payloads(size, places: 2);
        var window = new InFlight(2, 2, 2, TimeProvider.System);
        await using var subject = await TidingsSubject.StartAsync(2, 1, [payloads], window, cancellationToken);
        var keptMax = Retirement.HeldMax(Retirement.KeptOf(size, 2)) + 2;

        for (var i = 0; i < keptMax + 8; i++)
        {
            var number = window.NextOf(i % 2);
            var payload = payloads.Next(number);
            var finished = window.Begin(number);
            await subject.PublishAsync(window.PublisherOf(number), number, payload, cancellationToken);
            window.Published(number);
            await finished.AsTask().WaitAsync(cancellationToken);
            Assert.That(subject.Pools.Select(pool => pool.Count), Has.All.LessThanOrEqualTo(keptMax));
        }

        Assert.That((await subject.VerifyAsync(cancellationToken)).Wrong, Is.Empty);
        Assert.That(subject.Pools.Select(pool => pool.Count), Has.All.GreaterThanOrEqualTo(Retirement.KeptOf(size, 2)));
    }
}
