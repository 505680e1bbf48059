using System.Collections.Concurrent;
using Tidings.Node.Simulate;
using Tidings.Node.Simulate.Campaigns;

namespace Tidings.Node.Tests.Simulate.Campaigns;

[CancelAfter(30_000)]
public sealed class CampaignTests
{
    private readonly ConcurrentBag<ScriptedWorker> _workers = [];
    private readonly List<SeedOutcome> _outcomes = [];

    [SetUp]
    public void Clear()
    {
        _workers.Clear();
        _outcomes.Clear();
    }

    [Test]
    public async Task Every_seed_has_one_outcome_whatever_breaks(CancellationToken cancellationToken)
    {
        // A process breaks at seed 15 and at the last one, and answers nonsense at 30; seed 8 fails.
        await RunAsync(new SeedRange(1, 60), 3, seed => seed switch
        {
            15 or 60 => null,
            30 => "Unhandled exception.",
            8 => WorkerProtocol.Answer(Results.Failed(8)),
            _ => WorkerProtocol.Answer(Results.Of(seed)),
        }, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_outcomes.Select(outcome => outcome.Seed).Order(), Is.EqualTo(Enumerable.Range(1, 60)));
            Assert.That(_outcomes.Where(outcome => outcome.Broken is not null).Select(outcome => outcome.Seed), Is.EquivalentTo((long[])[15, 30, 60]));
            Assert.That(_outcomes.Where(outcome => outcome.IsFailure).Select(outcome => outcome.Seed), Is.EquivalentTo((long[])[8, 15, 30, 60]));
            Assert.That(_outcomes.Single(outcome => outcome.Seed == 8).What, Does.StartWith("integrity, at 00:00:02: node 3"));
            Assert.That(_workers, Has.All.Matches<ScriptedWorker>(worker => worker.IsDisposed));
        }
    }

    [Test]
    public void A_campaign_whose_workers_all_break_is_given_up(CancellationToken cancellationToken)
    {
        Assert.That(() => RunAsync(new SeedRange(1, 1000), 2, _ => null, cancellationToken), Throws.TypeOf<WorkerException>().With.Message.Contain("it broke"));
        Assert.That(_outcomes, Has.Count.InRange(Campaign.BrokenMax, Campaign.BrokenMax + 2));
        Assert.That(_workers, Has.All.Matches<ScriptedWorker>(worker => worker.IsDisposed));
    }

    [Test]
    public void An_interrupted_campaign_ends_its_workers(CancellationToken cancellationToken)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Assert.That(
            () => RunAsync(new SeedRange(1, 1_000_000), 2, seed =>
            {
                if (seed == 100)
                {
                    interrupt.Cancel();
                }

                return WorkerProtocol.Answer(Results.Of(seed));
            }, interrupt.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_workers, Has.Count.EqualTo(2).And.All.Matches<ScriptedWorker>(worker => worker.IsDisposed));
    }

    [Test]
    public void Totals_count_what_fired_by_times_and_by_seeds()
    {
        var totals = new CampaignTotals();
        totals.Add(new SeedOutcome(1, Results.Of(1), null));
        totals.Add(new SeedOutcome(3, null, "it broke"));
        totals.Add(new SeedOutcome(2, Results.Failed(2), null));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((totals.Seeds, totals.Failures, totals.Steps, totals.Deliveries, totals.Faults), Is.EqualTo((3, 2, 2000, 6, 6)));
            Assert.That(totals.FirstFailures.Select(failure => failure.Seed), Is.EqualTo((long[])[2, 3]));
            Assert.That(
                totals.ByKind.Where(kind => kind.Fired > 0).Select(kind => (kind.Kind.ToString(), kind.Fired, kind.Seeds)),
                Is.EqualTo(new[] { ("Partition", 4L, 2L), ("Crash", 2L, 2L) }));
        }
    }

    private Task RunAsync(SeedRange seeds, int workers, Func<long, string?> answer, CancellationToken cancellationToken) =>
        new Campaign(
            seeds,
            workers,
            () =>
            {
                var worker = new ScriptedWorker(answer);
                _workers.Add(worker);
                return worker;
            },
            _outcomes.Add).RunAsync(cancellationToken);
}
