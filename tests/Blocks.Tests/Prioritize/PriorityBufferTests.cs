using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Tests.Download;

namespace Tidings.Blocks.Tests.Prioritize;

internal sealed class PriorityBufferTests
{
    [Test]
    public void Changes_of_the_pool_are_judged_once_per_interval_and_in_slices()
    {
        var world = new BufferWorld(new() { RerankSlice = 10 }) { Policy = _ => FetchPriority.Stash };
        for (var number = 0; number < 25; number++)
        {
            world.Hear(Ids.Advert(number, 10), peer: 1);
        }

        var (snapshots, judged) = (world.Snapshots, world.Judged);
        world.Policy = _ => FetchPriority.Fetch;
        world.Version++;
        world.Now += TimeSpan.FromMilliseconds(19);
        world.Wake();
        Assert.That((world.Snapshots - snapshots, world.Buffer.NextWake), Is.EqualTo((0, TimeSpan.FromMilliseconds(20))));

        world.Now += TimeSpan.FromMilliseconds(1);
        world.Wake();
        Assert.That((world.Snapshots - snapshots, world.Judged - judged, world.Started.Count), Is.EqualTo((1, 10, 10)));
        Assert.That(world.Buffer.NextWake, Is.EqualTo(world.Now));
        world.Wake();
        world.Wake();
        Assert.That((world.Judged - judged, world.Started.Count, world.Buffer.NextWake), Is.EqualTo((25, 25, TimeSpan.MaxValue)));
    }

    [Test]
    public void What_was_dropped_is_judged_again_only_when_the_pool_may_have_shrunk()
    {
        var world = new BufferWorld { Policy = _ => FetchPriority.Drop };
        world.Hear(Ids.Advert(1, 10), peer: 1);
        world.Policy = _ => FetchPriority.Fetch;
        Change(world, SnapshotOutcome.Grown);
        Assert.That(world.Started, Is.Empty);
        Change(world, SnapshotOutcome.MayHaveShrunk);
        Assert.That(world.Started, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_failed_snapshot_is_tried_again_after_a_while()
    {
        var world = new BufferWorld { Snapshot = SnapshotOutcome.Failed };
        world.Wake();
        Assert.That(world.Buffer.NextWake, Is.EqualTo(world.Options.PolicyRetry));
        world.Now = world.Options.PolicyRetry;
        world.Snapshot = SnapshotOutcome.Grown;
        world.Wake();
        Assert.That((world.Snapshots, world.Buffer.NextWake), Is.EqualTo((2, TimeSpan.MaxValue)));
    }

    [Test]
    public void A_started_download_hears_of_its_holders_and_of_its_class()
    {
        var world = new BufferWorld();
        var advert = Ids.Advert(1, 10);
        world.Hear(advert, peer: 1);
        world.Hear(advert, peer: 2);
        world.Hear(advert, peer: 1, isHolder: false);
        world.Policy = _ => FetchPriority.Drop;
        Change(world, SnapshotOutcome.Grown);

        Assert.That(world.Orders.OfType<ChangeHolders>().SelectMany(order => order.Changes).Select(change => (change.Peer, change.IsHolder)),
            Is.EqualTo(new[] { (Ids.Node(2), true), (Ids.Node(1), false) }));
        Assert.That(world.Orders.OfType<ChangeClass>().Single(), Is.EqualTo(new ChangeClass(advert, FetchPriority.Drop)));
    }

    [TestCase(ArtifactStatus.Withdrawn, true)]
    [TestCase(ArtifactStatus.Validated, true)]
    [TestCase(ArtifactStatus.Unknown, false)]
    public void A_started_download_is_cancelled_when_it_is_this_node_that_took_the_holder_back(ArtifactStatus status, bool isCancelled)
    {
        var world = new BufferWorld();
        var advert = Ids.Advert(1, 10);
        world.Hear(advert, peer: 1);
        world.Statuses[advert.Id] = status;
        world.Hear(advert, peer: 1, isHolder: false);
        Assert.That(world.Orders.OfType<ChangeClass>(), Is.EqualTo(isCancelled ? [new ChangeClass(advert, FetchPriority.Drop)] : Array.Empty<ChangeClass>()));
        world.Finish(world.Started[0], DownloadOutcome.Cancelled);
        world.Statuses[advert.Id] = ArtifactStatus.Unknown;
        world.Hear(advert, peer: 1, commit: 2);
        Assert.That(world.Started, Has.Count.EqualTo(2), "released, it is fetched again");
    }

    [Test]
    public void A_peer_displaces_its_own_least_wanted_adverts_and_nobody_elses()
    {
        var world = new BufferWorld(new() { AdvertsPerPeerMax = 3 }) { Places = 0, Policy = advert => (FetchPriority)advert.Rank };
        world.Hear(Ids.Advert(100, 10, rank: 0), peer: 2);
        world.Hear(Ids.Advert(1, 10, rank: (long)FetchPriority.Stash), peer: 1);
        var displaced = 0;
        for (var number = 2; number < 50; number++)
        {
            displaced += world.Hear(Ids.Advert(number, 10, rank: (long)FetchPriority.Fetch), peer: 1).Displaced;
        }

        Assert.That((displaced, world.Buffer.Count), Is.EqualTo((46, 4)));
        world.Places = 10;
        world.Wake();
        Assert.That(world.Started.Select(start => start.Advert.Id), Is.EqualTo(new[] { Ids.Artifact(2), Ids.Artifact(3), Ids.Artifact(4) }), "the youngest went first");
    }

    [Test]
    public void Claims_of_one_id_are_fetched_separately_and_a_false_one_is_never_fetched_again()
    {
        var world = new BufferWorld();
        world.Hear(Ids.Advert(1, 10, rank: 7), peer: 1);
        world.Hear(Ids.Advert(1, 10, rank: 8), peer: 2);
        Assert.That(world.Started.Select(start => (start.Advert.Rank, start.Holders[0].Peer)), Is.EqualTo(new[] { (7L, Ids.Node(1)), (8L, Ids.Node(2)) }));

        world.Finish(world.Started[0], DownloadOutcome.FalseClaim);
        world.Hear(Ids.Advert(1, 10, rank: 7), peer: 3, commit: 5);
        world.Now += TimeSpan.FromHours(1);
        world.Wake();
        Assert.That(world.Started, Has.Count.EqualTo(2));
    }

    [Test]
    public void What_nobody_could_serve_rests_until_it_is_advertised_anew_or_for_a_while([Values] bool isAdvertisedAnew)
    {
        var world = new BufferWorld();
        world.Hear(Ids.Advert(1, 10), peer: 1);
        world.Finish(world.Started[0], DownloadOutcome.NoHolders);
        Assert.That((world.Started.Count, world.Buffer.NextWake), Is.EqualTo((1, world.Options.RestFor)));
        if (isAdvertisedAnew)
        {
            world.Hear(Ids.Advert(1, 10), peer: 1, commit: 2);
        }
        else
        {
            world.Now = world.Options.RestFor;
            world.Wake();
        }

        Assert.That(world.Started, Has.Count.EqualTo(2));
    }

    [Test]
    public void What_was_handed_over_is_fetched_again_only_when_the_pool_forgot_it()
    {
        var world = new BufferWorld();
        world.Hear(Ids.Advert(1, 10), peer: 1);
        world.Finish(world.Started[0], DownloadOutcome.Complete);
        world.Wake();
        Assert.That(world.Started, Has.Count.EqualTo(1), "it is on its way into the pool");
        world.Statuses[Ids.Artifact(1)] = ArtifactStatus.Unvalidated;
        world.Wake();
        world.Statuses.Clear();
        world.Wake();
        Assert.That(world.Started, Has.Count.EqualTo(2));
    }

    [Test]
    public void What_the_pool_knows_already_is_not_fetched()
    {
        var world = new BufferWorld();
        world.Statuses[Ids.Artifact(1)] = ArtifactStatus.Unvalidated;
        world.Hear(Ids.Advert(1, 10), peer: 1);
        Assert.That(world.Started, Is.Empty);
    }

    [TestCase(-1)]
    [TestCase(1001)]
    public void A_claim_beyond_the_kinds_limit_is_never_fetched(long size)
    {
        var world = new BufferWorld(limits: new KindLimits { MaxBytes = 1000 });
        world.Hear(Ids.Advert(1, size), peer: 1);
        world.Hear(Ids.Advert(2, 1000), peer: 1);
        Assert.That(world.Started.Select(start => start.Advert.Id), Is.EqualTo(new[] { Ids.Artifact(2) }));
    }

    [Test]
    public void A_pushed_body_goes_with_its_start_or_is_freed_at_once([Values] bool hasRoom)
    {
        var owner = new CountingOwner();
        var world = new BufferWorld { Places = hasRoom ? 1 : 0 };
        world.Hear(Ids.Advert(1, 10), peer: 1, body: new RentedBuffer(new byte[10], 10, owner));
        Assert.That((world.Started.Count, owner.Returned), Is.EqualTo(hasRoom ? (1, 0) : (0, 1)));
        if (hasRoom)
        {
            Assert.That(world.Started[0].Body!.From, Is.EqualTo(Ids.Node(1)));
        }
    }

    private static void Change(BufferWorld world, SnapshotOutcome outcome)
    {
        (world.Snapshot, world.Version) = (outcome, world.Version + 1);
        world.Now += TimeSpan.FromSeconds(1);
        world.Wake();
    }

    private sealed class CountingOwner : IBufferOwner
    {
        public int Returned { get; private set; }

        public void Discharge(int bytes)
        {
        }

        public void Return(byte[] array) => Returned++;
    }
}
