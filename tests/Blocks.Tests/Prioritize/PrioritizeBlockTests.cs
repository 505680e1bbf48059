using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Tests.Download;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Prioritize;

internal sealed class PrioritizeBlockTests
{
    [Test]
    public void Memory_that_comes_free_and_a_timer_that_is_due_wake_the_stage()
    {
        var world = new BufferWorld { LimitBytes = 100 };
        var stage = StageAlone.Of<PrioritizeInput, DownloadOrder>(context => PrioritizeRig.Make(context, world, new ScriptedPolicy()));
        for (var number = 1; number <= 4; number++)
        {
            stage.Post(Heard(number, 25));
        }

        var starts = stage.Output.OfType<StartDownload>().ToArray();
        Assert.That(starts, Has.Length.EqualTo(3));
        starts[0].Reservation.Dispose();
        Assert.That(stage.Signals.Raised(PrioritizeRig.Wake), Has.Count.EqualTo(1));
        stage.RunFor(TimeSpan.FromSeconds(1));
        Assert.That(stage.Signals.Raised(PrioritizeRig.Wake), Has.Count.EqualTo(2), "memory was short: it is asked back after a while");

        stage.Complete().RunFor(TimeSpan.FromSeconds(1));
        starts[1].Reservation.Dispose();
        Assert.That(stage.Signals.Raised(PrioritizeRig.Wake), Has.Count.EqualTo(2), "a stage that has ended hears nothing");
    }

    [Test]
    public void A_policy_that_throws_stashes_and_keeps_its_last_good_snapshot()
    {
        var policy = new ScriptedPolicy();
        var judge = new PolicyJudge<Blob>(policy, policy, new LatestPolicy(), NullLogger.Instance);
        Assert.That(judge.Judge(Ids.Advert(1, 1)), Is.EqualTo(FetchPriority.Stash), "no snapshot yet");

        Assert.That(judge.Refresh(0), Is.EqualTo(SnapshotOutcome.Grown));
        policy.SnapshotThrows = true;
        Assert.That((judge.Refresh(1), judge.Judge(Ids.Advert(1, 1))), Is.EqualTo((SnapshotOutcome.Failed, FetchPriority.Fetch)));

        policy.SnapshotThrows = false;
        policy.Judge = _ => throw new InvalidOperationException("the author's function fails");
        judge.Refresh(2);
        Assert.That(judge.Judge(Ids.Advert(1, 1)), Is.EqualTo(FetchPriority.Stash));
        policy.Judge = _ => (FetchPriority)77;
        judge.Refresh(3);
        Assert.That(judge.Judge(Ids.Advert(1, 1)), Is.EqualTo(FetchPriority.Stash));
    }

    [Test]
    public void Other_stages_see_what_the_policy_said_last()
    {
        var policy = new ScriptedPolicy();
        var latest = new LatestPolicy();
        var judge = new PolicyJudge<Blob>(policy, policy, latest, NullLogger.Instance);
        Assert.That(latest.ClassOf(Ids.Advert(1, 1)), Is.EqualTo(FetchPriority.Fetch), "no snapshot yet");

        policy.Judge = advert => advert.Size > 1 ? FetchPriority.Later : FetchPriority.FetchNow;
        judge.Refresh(0);
        Assert.That((latest.ClassOf(Ids.Advert(1, 1)), latest.ClassOf(Ids.Advert(2, 2))), Is.EqualTo((FetchPriority.FetchNow, FetchPriority.Later)));
        policy.SnapshotThrows = true;
        judge.Refresh(1);
        Assert.That(latest.ClassOf(Ids.Advert(1, 1)), Is.EqualTo(FetchPriority.FetchNow));

        policy.SnapshotThrows = false;
        policy.Judge = _ => throw new InvalidOperationException("the author's function fails");
        judge.Refresh(2);
        Assert.That(latest.ClassOf(Ids.Advert(1, 1)), Is.EqualTo(FetchPriority.Fetch));
    }

    [TestCase(10, 5, SnapshotOutcome.Grown)]
    [TestCase(10, 4, SnapshotOutcome.MayHaveShrunk)]
    public void The_pool_has_only_grown_when_every_change_was_a_gain(long version, int count, object outcome)
    {
        var policy = new ScriptedPolicy { Count = 0 };
        var judge = new PolicyJudge<Blob>(policy, policy, new LatestPolicy(), NullLogger.Instance);
        judge.Refresh(5);
        policy.Count = count;
        Assert.That(judge.Refresh(version), Is.EqualTo((SnapshotOutcome)outcome));
    }

    private static PrioritizeHolders Heard(int number, long size) =>
        new(new HoldersChanged([new HolderChange(Ids.Advert(number, size), Ids.Node(1), 1, 1, true, null)]));
}
