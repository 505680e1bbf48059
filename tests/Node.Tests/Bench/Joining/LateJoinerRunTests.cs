using Tidings.Node.Bench;
using Tidings.Node.Bench.Joining;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Nodes;

namespace Tidings.Node.Tests.Bench.Joining;

/// <summary>Short runs: the joiner takes all of the pool, once on an idle subnet and once under load, and what it misses ends the run.</summary>
[CancelAfter(60_000)]
public sealed class LateJoinerRunTests
{
    private const int Count = 300;

    [Test]
    public async Task Each_joiner_takes_the_whole_pool_and_holds_what_the_others_hold(CancellationToken cancellationToken)
    {
        var options = new BenchOptions
        {
            Name = "late-joiner",
            Nodes = 3,
            Publishers = 3,
            Rows = [new RowSpec(1 << 10, 12)],
            Lanes = 2,
            Rounds = 2,
            Phase = TimeSpan.FromMilliseconds(150),
            Warmup = TimeSpan.FromMilliseconds(50),
            Only = null,
            Json = true,
        };

        var result = await new LateJoinerRun(options, Count, TimeSpan.FromSeconds(30)).RunAsync(cancellationToken);

        Assert.That(result.Rounds, Has.Count.EqualTo(2));
        foreach (var joiner in result.Rounds.SelectMany(round => (CatchUp[])[round.Idle, round.Loaded]))
        {
            Assert.That(joiner.Figures.Deliveries, Is.EqualTo(Count), "the live row does not count");
            Assert.That(joiner.Figures.WireRatio, Is.GreaterThan(1));
            Assert.That(joiner.ConnectedSeconds, Is.Positive);
            Assert.That(joiner.Copies, Is.GreaterThanOrEqualTo(1));
        }

        Assert.That(result.Rounds.Select(round => round.Idle.Others), Is.All.Zero);
        Assert.That(result.Rounds.Select(round => round.OthersBefore), Is.All.Positive);
        Assert.That(result.Verified.Wrong, Is.Empty);
        Assert.That(result.Verified.Checked, Is.GreaterThanOrEqualTo((options.Nodes + (2 * options.Rounds)) * Count / 100), "of the others' pools, and of every joiner's");
    }

    [Test]
    public async Task A_joiner_that_misses_an_artifact_fails_at_the_deadline(CancellationToken cancellationToken)
    {
        Payloads[] payloads = [new(1 << 10, 6) { Staying = 10 }];
        InFlight[] windows = [new(2, 2, 6, TimeProvider.System), new(2, 2, 6, TimeProvider.System, set: 1)];
        await using var subject = await TidingsSubject.StartAsync(2, 1, payloads, new SplitSink(windows), cancellationToken, lateNodes: 1);
        await new FillLoad(subject, windows[0], payloads[0], TimeProvider.System).RunAsync(9, TimeSpan.FromSeconds(20), cancellationToken);
        var join = new JoinPhase(subject, payloads, windows[1], deadline: TimeSpan.FromSeconds(3), patience: TimeSpan.FromSeconds(1));

        var fault = Assert.ThrowsAsync<BenchException>(() => join.RunAsync(() => Task.CompletedTask, cancellationToken));

        Assert.That(fault!.Message, Does.StartWith("The joiner has 9 of 10 artifacts").And.Contain("misses 9").And.Contain("9 validated"));
    }

    [Test]
    public async Task A_joiner_takes_what_stays_and_what_leaves_the_others_leaves_it_too(CancellationToken cancellationToken)
    {
        const int size = 1 << 20;
        Payloads[] payloads = [new(size, 2) { Staying = 4 }, new(size, 2, set: 1)];
        InFlight[] windows = [new(2, 2, 2, TimeProvider.System), new(2, 2, 2, TimeProvider.System, set: 1)];
        var arrivals = new Arrivals(4, TimeProvider.System);
        await using var subject = await TidingsSubject.StartAsync(2, 1, payloads, new SplitSink(windows), cancellationToken, lateNodes: 1);
        await new FillLoad(subject, windows[0], payloads[0], TimeProvider.System).RunAsync(4, TimeSpan.FromSeconds(20), cancellationToken);
        await using var joiner = await subject.JoinAsync(arrivals, cancellationToken);
        await arrivals.All.WaitAsync(cancellationToken);

        var more = Retirement.HeldMax(Retirement.KeptOf(size, 4)) + 8;
        await new FillLoad(subject, windows[1], payloads[1], TimeProvider.System).RunAsync(more, TimeSpan.FromSeconds(30), cancellationToken);

        Assert.That(await joiner.DifferenceAsync(subject.Pools[1], TimeSpan.FromSeconds(20), cancellationToken), Is.Zero);
        Assert.That(subject.Pools[1].Count, Is.LessThan(4 + more), "the live row leaves");
        Assert.That((await subject.VerifyAsync(cancellationToken)).Wrong.Concat(joiner.Verify(payloads).Wrong), Is.Empty);
    }
}
