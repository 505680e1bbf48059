using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;

namespace Tidings.Blocks.Tests.Download;

internal sealed class OverdueTests
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(5);

    [Test]
    public void A_silent_holder_gets_one_rival_per_chunk_while_another_peer_sends()
    {
        var world = new PlannerWorld();
        var silent = world.Add(new SimulatedHolder(1, HolderManner.Silent, default));
        var talker = world.Add(new SimulatedHolder(2, HolderManner.Honest, Fast));
        var claim = world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, silent);
        KeepTalking(world, talker);
        world.At(TimeSpan.FromMilliseconds(40), () => world.Planner.ChangeHolder(claim, talker.Id, 1, isHolder: true, world.Now));

        world.RunUntil(TimeSpan.FromSeconds(2), () => world.Completed.ContainsKey(claim));

        Assert.That(world.Completed[claim], Is.InRange(world.Options.HedgeMax, world.Options.HedgeMax + TimeSpan.FromMilliseconds(50)));
        Assert.That(world.Asks.Where(ask => ask.Id == claim.Id).Select(ask => (ask.Peer, ask.IsHedge)), Is.EqualTo(new[] { (silent.Id, false), (talker.Id, true) }));
    }

    [Test]
    public void Nobody_is_overdue_when_our_own_timers_run_late()
    {
        var world = new PlannerWorld();
        var silent = world.Add(new SimulatedHolder(1, HolderManner.Silent, default));
        var talker = world.Add(new SimulatedHolder(2, HolderManner.Honest, Fast));
        world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, silent, talker);
        world.Start(Ids.Advert(2, 100), FetchPriority.Fetch, silent, talker);
        KeepTalking(world, talker);

        world.RunUntil(world.Options.WithheldAfter - TimeSpan.FromSeconds(1), timersLateBy: world.Options.TimerLatenessMax * 2);

        Assert.That(world.Asks.Count(ask => ask.Peer == silent.Id), Is.GreaterThan(0));
        Assert.That(world.Asks.Where(ask => ask.IsHedge), Is.Empty);
    }

    [Test]
    public void When_everybody_is_silent_a_rival_is_asked_only_after_the_longer_time()
    {
        var world = new PlannerWorld();
        var one = world.Add(new SimulatedHolder(1, HolderManner.Silent, default));
        var other = world.Add(new SimulatedHolder(2, HolderManner.Silent, default));
        world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, one, other);

        world.RunUntil(world.Options.SilenceMax - TimeSpan.FromMilliseconds(1));
        Assert.That(world.Asks, Has.Count.EqualTo(1));
        world.RunUntil(world.Options.SilenceMax + world.Options.HedgeMax);
        Assert.That(world.Asks.Select(ask => ask.Peer), Is.EquivalentTo(new[] { one.Id, other.Id }));
    }

    [Test]
    public void A_single_withheld_chunk_is_asked_elsewhere_although_its_holder_sends_others()
    {
        var world = new PlannerWorld(new() { WithheldAfter = TimeSpan.FromSeconds(3) });
        var withholder = world.Add(new SimulatedHolder(1, HolderManner.Withholds, Fast));
        var withheld = world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, withholder);
        KeepTalking(world, withholder, chunks: 2);
        var honest = world.Add(new SimulatedHolder(2, HolderManner.Honest, Fast));
        world.Do(() => world.Planner.ChangeHolder(withheld, honest.Id, 1, isHolder: true, world.Now));

        world.RunUntil(TimeSpan.FromSeconds(5));

        Assert.That(world.Completed.GetValueOrDefault(withheld), Is.InRange(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4)));
    }

    [Test]
    public void What_comes_after_its_rival_won_is_late_and_nobody_is_blamed()
    {
        var world = new PlannerWorld();
        var one = world.Add(new SimulatedHolder(1, HolderManner.Silent, default));
        var other = world.Add(new SimulatedHolder(2, HolderManner.Silent, default));
        world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, one, other);
        world.RunUntil(TimeSpan.FromSeconds(4), () => world.Asks.Count == 2);

        var first = ChunkFate.Late;
        var second = ChunkFate.Late;
        world.Do(() => first = world.Deliver(world.Asks[1]));
        world.Do(() => second = world.Deliver(world.Asks[0]));

        Assert.That((first, second), Is.EqualTo((ChunkFate.Verify, ChunkFate.Duplicate)));
        Assert.That(world.Blames, Is.Empty);
        Assert.That(world.Planner.OpenRequests, Is.Zero);
    }

    [Test]
    public void A_holder_that_never_answered_is_given_the_longest_patience()
    {
        var world = new PlannerWorld();
        var slow = world.Add(new SimulatedHolder(1, HolderManner.Honest, world.Options.HedgeMax * 0.9));
        var talker = world.Add(new SimulatedHolder(2, HolderManner.Honest, Fast));
        var claim = world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, slow);
        KeepTalking(world, talker);
        world.Do(() => world.Planner.ChangeHolder(claim, talker.Id, 1, isHolder: true, world.Now));

        world.RunUntil(TimeSpan.FromSeconds(3));

        Assert.That(world.Completed, Contains.Key(claim));
        Assert.That(world.Asks.Where(ask => ask.IsHedge), Is.Empty);
        Assert.That(world.Duplicates, Is.Zero);
    }

    [Test]
    public void A_holder_that_answered_small_ones_fast_is_given_the_time_that_a_large_one_takes()
    {
        var options = new DownloadOptions();
        var load = new PeerLoad(Ids.Node(1));
        load.Join(1);
        var download = new PlannedDownload(Ids.Advert(1, 100), FetchPriority.Fetch, 0, PlannerWorld.ChunkSize, 100);
        var small = new ChunkRequestState(1, download, 0, load, 0, 100, isHedge: false, TimeSpan.Zero);
        load.Add(small);
        load.Heard(small, 100, Fast);

        Assert.That(load.Response, Is.EqualTo(Fast));
        Assert.That(OverdueWatch.Patience(load, 100, options), Is.EqualTo(options.HedgeMin));
        Assert.That(OverdueWatch.Patience(load, 256 << 10, options), Is.GreaterThan(4 * load.Transfer(100)));
    }

    [Test]
    public void A_holder_whose_answers_vary_is_given_more_time_than_one_that_is_steady()
    {
        var varying = Answers(10, 10, 10, 10, 10, 10, 150);
        var steady = Answers(30, 30, 30, 30, 30, 30, 30);

        Assert.That(varying.Response, Is.LessThan(steady.Response!.Value));
        Assert.That(Patience(varying), Is.GreaterThan(Patience(steady)));
        Assert.That(Patience(varying), Is.EqualTo(varying.Response + (4 * varying.Deviation)));

        static TimeSpan Patience(PeerLoad load) => OverdueWatch.Patience(load, 1, new DownloadOptions());

        static PeerLoad Answers(params int[] milliseconds)
        {
            var load = new PeerLoad(Ids.Node(1));
            var download = new PlannedDownload(Ids.Advert(1, 100), FetchPriority.Fetch, 0, PlannerWorld.ChunkSize, 100);
            var now = TimeSpan.Zero;
            foreach (var response in milliseconds)
            {
                var request = new ChunkRequestState(1, download, 0, load, 0, 100, isHedge: false, now);
                now += TimeSpan.FromMilliseconds(response);
                load.Heard(request, 100, now);
            }

            return load;
        }
    }

    [Test]
    public void An_overdue_holder_is_not_chosen_while_another_has_room()
    {
        var world = new PlannerWorld();
        var silent = world.Add(new SimulatedHolder(1, HolderManner.Silent, default));
        var talker = world.Add(new SimulatedHolder(2, HolderManner.Honest, Fast * 10));
        world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, silent);
        KeepTalking(world, talker);
        world.RunUntil(world.Options.HedgeMax + Fast);

        for (var number = 2; number < 12; number++)
        {
            world.Start(Ids.Advert(number, 100), FetchPriority.Fetch, silent, talker);
        }

        Assert.That(world.Asks.Where(ask => ask.Peer == silent.Id), Has.Exactly(1).Items);
    }

    [Test]
    public void Rivals_are_asked_for_one_chunk_first_and_for_more_while_the_silence_lasts()
    {
        var world = new PlannerWorld();
        var silent = world.Add(new SimulatedHolder(1, HolderManner.Silent, default));
        var claim = world.Start(Ids.Advert(1, 30 * PlannerWorld.ChunkSize), FetchPriority.Fetch, silent);
        var talker = world.Add(new SimulatedHolder(2, HolderManner.Honest, Fast));
        KeepTalking(world, talker);
        world.Do(() => world.Planner.ChangeHolder(claim, talker.Id, 1, isHolder: true, world.Now));

        List<int> hedges = [];
        for (var check = 1; check <= 4; check++)
        {
            world.RunUntil((world.Options.HedgeMax * check) + Fast);
            hedges.Add(world.Asks.Count(ask => ask.IsHedge));
        }

        Assert.That(hedges, Is.EqualTo(new[] { 1, 5, 21, 30 }));
        world.RunUntil(TimeSpan.FromSeconds(6));
        Assert.That(world.Completed, Contains.Key(claim));
    }

    [Test]
    public void Who_answers_slowly_but_in_order_withholds_nothing()
    {
        var world = new PlannerWorld();
        var slow = world.Add(new SimulatedHolder(1, HolderManner.Silent, default));
        const int chunks = 30;
        var claim = world.Start(Ids.Advert(1, chunks * PlannerWorld.ChunkSize), FetchPriority.Fetch, slow);
        var other = world.Add(new SimulatedHolder(2, HolderManner.Honest, Fast));
        world.Do(() => world.Planner.ChangeHolder(claim, other.Id, 1, isHolder: true, world.Now));
        foreach (var ask in world.Asks.ToArray())
        {
            world.At(TimeSpan.FromMilliseconds(900) * (ask.Chunk + 1), () => world.Deliver(ask));
        }

        world.RunUntil(TimeSpan.FromMinutes(1), () => world.Completed.ContainsKey(claim));

        Assert.That(world.Completed[claim], Is.GreaterThan(world.Options.WithheldAfter * 2));
        Assert.That(world.Asks.Where(ask => ask.Peer == other.Id), Is.Empty);
    }

    /// <summary>A download for each 20 ms, so that this peer is heard from all the time.</summary>
    private static void KeepTalking(PlannerWorld world, SimulatedHolder talker, int chunks = 1)
    {
        for (var i = 0; i < 600; i++)
        {
            var number = 100 + i;
            world.At(TimeSpan.FromMilliseconds(20 * i), () => world.Start(Ids.Advert(number, chunks * PlannerWorld.ChunkSize), FetchPriority.Fetch, talker));
        }
    }
}
