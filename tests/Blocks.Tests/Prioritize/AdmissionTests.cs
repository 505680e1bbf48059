using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Tests.Download;

namespace Tidings.Blocks.Tests.Prioritize;

internal sealed class AdmissionTests
{
    [Test]
    public void The_urgent_go_first_then_the_oldest_and_the_lower_classes_keep_their_share()
    {
        var world = new BufferWorld(new() { ActiveDownloadsMax = 1 }) { Policy = advert => (FetchPriority)advert.Rank };
        for (var number = 0; number < 900; number++)
        {
            world.Hear(Ids.Advert(number, 10, rank: 2 + (number % 3)), peer: 1);
        }

        RunThrough(world, 321);

        var admitted = world.Started.Skip(1).Take(320).ToArray();
        Assert.That(admitted.CountBy(start => start.Class).ToDictionary(), Is.EquivalentTo(new Dictionary<FetchPriority, int>
        {
            [FetchPriority.FetchNow] = 290,
            [FetchPriority.Fetch] = 20,
            [FetchPriority.Later] = 10,
        }));
        foreach (var ofClass in admitted.GroupBy(start => start.Class))
        {
            Assert.That(ofClass.Select(start => start.Advert.Id), Is.EqualTo(Enumerable.Range(0, 900).Select(Ids.Artifact).Intersect(ofClass.Select(start => start.Advert.Id))));
        }
    }

    [Test]
    public void Two_peers_that_both_wait_differ_by_one_artifact_of_bytes_at_most([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var world = new BufferWorld(new() { ActiveDownloadsMax = 1 });
        for (var number = 0; number < 400; number++)
        {
            world.Hear(Ids.Advert(number, number % 4 == 0 ? random.Next(1, 50_000) : random.Next(1, 2_000)), peer: number % 4 == 0 ? 1 : 2);
        }

        var (one, other) = (0L, 0L);
        for (var i = 0; i < 60; i++)
        {
            var start = world.Started[^1];
            if (i > 0)
            {
                one += start.Holders[0].Peer == Ids.Node(1) ? start.Advert.Size : 0;
                other += start.Holders[0].Peer == Ids.Node(2) ? start.Advert.Size : 0;
            }

            Assert.That(Math.Abs(one - other), Is.LessThanOrEqualTo(2 * 50_000), () => $"seed {seed}, after {i}");
            world.Finish(start, DownloadOutcome.Complete);
        }
    }

    [Test]
    public void Deferred_artifacts_are_asked_for_their_place_when_the_pool_is_full_of_them()
    {
        var world = new BufferWorld { Places = 0 };

        Assert.That(world.Hear(Ids.Advert(1, 200), peer: 1).ReclaimDeferred, Is.EqualTo(200));
        Assert.That(world.Buffer.NextWake, Is.EqualTo(TimeSpan.MaxValue), "a full pool is not polled");

        // Another one was deferred soon after: the pool says that it changed.
        Assert.That(world.Wake().ReclaimDeferred, Is.Zero);
        Assert.That(world.Buffer.NextWake, Is.EqualTo(world.Options.ReclaimInterval));
        world.Now = world.Buffer.NextWake;
        Assert.That(world.Wake().ReclaimDeferred, Is.EqualTo(200));

        world.Places = 1;
        world.Wake();
        Assert.That(world.Started.Single().Advert.Id, Is.EqualTo(Ids.Artifact(1)));
    }

    [Test]
    public void A_download_that_nobody_serves_is_asked_for_its_place_for_as_long_as_another_finds_none()
    {
        var world = new BufferWorld { Places = 1 };
        world.Hear(Ids.Advert(1, 200), peer: 1);
        world.Hear(Ids.Advert(2, 100), peer: 2);
        Assert.That(world.Started.Select(start => start.Advert.Id), Is.EqualTo(new[] { Ids.Artifact(1) }));
        Assert.That(world.Orders.OfType<ReclaimMemory>(), Is.EqualTo(new[] { new ReclaimMemory(100, FetchPriority.FetchNow) }));

        // It is parked only now, which nobody says.
        world.Now = world.Buffer.NextWake;
        world.Wake();
        Assert.That(world.Orders.OfType<ReclaimMemory>().Count(), Is.EqualTo(2));

        world.Places = 1;
        world.Finish(world.Started[0], DownloadOutcome.NoHolders);
        Assert.That(world.Started[^1].Advert.Id, Is.EqualTo(Ids.Artifact(2)));
    }

    [Test]
    public void When_no_more_may_be_admitted_who_is_served_by_nobody_makes_way()
    {
        var world = new BufferWorld(new PrioritizeOptions { ActiveDownloadsMax = 1 });
        world.Hear(Ids.Advert(1, 200), peer: 1);
        Assert.That(world.Buffer.NextWake, Is.EqualTo(TimeSpan.MaxValue), "nothing waits");
        world.Hear(Ids.Advert(2, 100), peer: 1);
        Assert.That(world.Orders.OfType<ReclaimMemory>(), Is.EqualTo(new[] { new ReclaimMemory(1, FetchPriority.FetchNow) }));

        world.Now = world.Buffer.NextWake;
        world.Wake();
        Assert.That(world.Orders.OfType<ReclaimMemory>().Count(), Is.EqualTo(2));

        world.Finish(world.Started[0], DownloadOutcome.NoHolders);
        Assert.That(world.Started[^1].Advert.Id, Is.EqualTo(Ids.Artifact(2)));
    }

    [Test]
    public void One_too_large_for_the_room_in_the_pool_keeps_no_smaller_one_of_its_peer_out()
    {
        var world = new BufferWorld { RoomBytes = 100 };
        world.Hear(Ids.Advert(1, 200), peer: 1);
        world.Hear(Ids.Advert(2, 150), peer: 1);
        world.Hear(Ids.Advert(3, 300), peer: 1);
        world.Hear(Ids.Advert(4, 50), peer: 1);
        Assert.That(world.Started.Select(start => start.Advert.Id), Is.EqualTo(new[] { Ids.Artifact(4) }));

        world.Hear(Ids.Advert(2, 150), peer: 1, isHolder: false);
        world.RoomBytes = 250;
        world.Wake();
        Assert.That(world.Started.Select(start => start.Advert.Id), Is.EqualTo(new[] { Ids.Artifact(4), Ids.Artifact(1) }));

        world.Policy = _ => FetchPriority.Stash;
        world.Version++;
        world.Now += world.Options.RerankInterval;
        world.RoomBytes = 1000;
        world.Wake();
        Assert.That(world.Started, Has.Count.EqualTo(2), "its class fell while it was set aside");
    }

    [Test]
    public void What_finds_no_memory_holds_nothing_and_starts_when_some_comes_free()
    {
        var world = new BufferWorld { LimitBytes = 1000 };
        world.Hear(Ids.Advert(1, 200), peer: 1);
        world.Hear(Ids.Advert(2, 240), peer: 1);
        world.Hear(Ids.Advert(3, 240), peer: 1);
        world.Hear(Ids.Advert(4, 240), peer: 1);
        Assert.That(world.Started.Select(start => start.Advert.Id), Is.EqualTo(new[] { Ids.Artifact(1), Ids.Artifact(2), Ids.Artifact(3) }));
        Assert.That((world.Used, int.MaxValue - world.Places), Is.EqualTo((680, 3)));
        Assert.That(world.Orders.OfType<ReclaimMemory>().Single(), Is.EqualTo(new ReclaimMemory(240, FetchPriority.Fetch)));

        world.Finish(world.Started[0], DownloadOutcome.Complete);
        Assert.That(world.Started[^1].Advert.Id, Is.EqualTo(Ids.Artifact(4)));
    }

    [Test]
    public void A_quarter_of_the_memory_is_for_the_most_urgent()
    {
        var world = new BufferWorld { LimitBytes = 1000, Policy = advert => (FetchPriority)advert.Rank };
        for (var number = 1; number <= 3; number++)
        {
            world.Hear(Ids.Advert(number, 250, rank: (long)FetchPriority.Fetch), peer: number);
        }

        world.Hear(Ids.Advert(4, 1, rank: (long)FetchPriority.Fetch), peer: 4);
        Assert.That(world.Started, Has.Count.EqualTo(3));
        world.Hear(Ids.Advert(5, 250, rank: (long)FetchPriority.FetchNow), peer: 5);
        Assert.That(world.Started, Has.Count.EqualTo(4));
    }

    [Test]
    public void A_peer_at_its_own_bound_holds_nobody_else_up()
    {
        var world = new BufferWorld { PeerLimit = 100 };
        world.Hear(Ids.Advert(1, 100), peer: 1);
        world.Hear(Ids.Advert(2, 100), peer: 1);
        for (var number = 3; number < 300; number++)
        {
            world.Hear(Ids.Advert(number, 1), peer: number);
        }

        Assert.That(world.Started, Has.Count.EqualTo(298));
        Assert.That(world.Orders.OfType<ReclaimMemory>(), Is.Empty);
    }

    [Test]
    public void A_large_artifact_is_not_kept_out_for_ever_by_small_ones()
    {
        var world = new BufferWorld(new() { PassedOverMax = 5 }) { LimitBytes = 1000 };
        for (var number = 0; number < 75; number++)
        {
            world.Hear(Ids.Advert(number, 10), peer: 1);
        }

        world.Hear(Ids.Advert(1000, 200), peer: 2);
        for (var number = 100; number < 600; number++)
        {
            world.Hear(Ids.Advert(number, 10), peer: 3);
        }

        var ended = 0;
        while (world.Started.All(start => start.Advert.Id != Ids.Artifact(1000)) && ended < 200)
        {
            world.Finish(world.Started[ended++], DownloadOutcome.Complete);
        }

        Assert.That(ended, Is.InRange(6, 40));
    }

    [Test]
    public void A_full_pool_admits_nothing_until_it_has_room()
    {
        var world = new BufferWorld { Places = 0 };
        world.Hear(Ids.Advert(1, 10), peer: 1);
        Assert.That((world.Started.Count, world.Used), Is.EqualTo((0, 0)));
        world.Places = 1;
        world.Wake();
        Assert.That((world.Started.Count, world.Used), Is.EqualTo((1, 10)));
    }

    [Test]
    public void Who_is_overtaken_at_the_pools_door_holds_no_memory_and_starts_later()
    {
        var world = new BufferWorld { IsOvertaken = true };
        world.Hear(Ids.Advert(1, 10), peer: 1);
        Assert.That((world.Started.Count, world.Used), Is.EqualTo((0, 0)));
        world.IsOvertaken = false;
        world.Wake();
        Assert.That((world.Started.Count, world.Used), Is.EqualTo((1, 10)));
    }

    [Test]
    public void Every_reservation_of_a_generated_history_is_given_back_and_nothing_below_Later_starts([Range(1, 60)] int seed)
    {
        var random = new Random(seed);
        var world = new BufferWorld(new() { ActiveDownloadsMax = random.Next(1, 20), AdvertsPerPeerMax = random.Next(1, 40), RerankSlice = random.Next(1, 10) })
        {
            LimitBytes = 4000,
            PeerLimit = random.Next(1000, 4000),
            Places = random.Next(1, 30),
            Policy = advert => (FetchPriority)((advert.Size + advert.Rank) % 5),
        };
        var places = world.Places;
        List<StartDownload> active = [];
        for (var step = 0; step < 2000; step++)
        {
            Step(world, random, active);
            active.AddRange(world.Started);
            Assert.That(world.Started.Select(start => start.Class), Is.All.GreaterThanOrEqualTo(FetchPriority.Later), () => $"seed {seed}, step {step}");
            world.Started.Clear();
            Assert.That(world.Used, Is.EqualTo(active.Sum(start => start.Advert.Size)).And.LessThanOrEqualTo(world.LimitBytes));
            Assert.That((world.Buffer.Started, places - world.Places), Is.EqualTo((active.Count, active.Count)));
            Assert.That(active.Select(start => ClaimKey.Of(start.Advert)), Is.Unique);
        }
    }

    private static void Step(BufferWorld world, Random random, List<StartDownload> active)
    {
        world.Now += TimeSpan.FromMilliseconds(random.Next(50));
        switch (random.Next(6))
        {
            case 0 when active.Count > 0:
                var ended = active[random.Next(active.Count)];
                active.Remove(ended);
                world.Finish(ended, (DownloadOutcome)random.Next(6));
                break;
            case 1:
                world.Version++;
                world.Policy = Shifted(random.Next(5));
                world.Wake();
                break;
            default:
                world.Hear(Ids.Advert(random.Next(60), random.Next(1, 900), rank: random.Next(2)), peer: random.Next(1, 5), isHolder: random.Next(3) > 0, commit: (ulong)random.Next(9));
                break;
        }
    }

    private static Func<Advert, FetchPriority> Shifted(int by) => advert => (FetchPriority)((advert.Size + advert.Rank + by) % 5);

    private static void RunThrough(BufferWorld world, int admissions)
    {
        while (world.Started.Count < admissions)
        {
            world.Finish(world.Started[^1], DownloadOutcome.Complete);
        }
    }
}
