using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Download;

/// <summary>Classes, order, parking and the end of downloads.</summary>
internal sealed class DownloadLifeTests
{
    private const int Chunk = PlannerWorld.ChunkSize;

    [Test]
    public void Finished_chunks_survive_the_loss_of_all_holders_and_only_the_rest_is_asked_when_one_comes_back()
    {
        var world = new PlannerWorld(new() { OutstandingRequestsPerPeer = 2 });
        var maker = Silent(world, 1);
        var claim = world.Start(Ids.Advert(1, 5 * Chunk), FetchPriority.Fetch, maker);
        world.Do(() => world.Deliver(world.Asks[0]));
        world.Do(() => world.Deliver(world.Asks[1]));
        world.Do(() => world.Planner.ChangeHolder(claim, maker.Id, 1, isHolder: false, world.Now));
        world.Leave(maker);
        world.RunUntil(TimeSpan.FromMinutes(9));
        var before = world.Asks.Count;

        world.Join(maker);
        world.Do(() => world.Planner.ChangeHolder(claim, maker.Id, 1, isHolder: true, world.Now));
        for (var i = before; i < world.Asks.Count; i++)
        {
            var ask = world.Asks[i];
            world.Do(() => world.Deliver(ask));
        }

        Assert.That(world.Asks.Skip(before).Select(ask => ask.Chunk), Is.EqualTo(new[] { 2, 3, 4 }));
        Assert.That(world.Completed, Does.ContainKey(claim));
    }

    [Test]
    public void Nothing_is_parked_of_which_nothing_is_here_and_nobody_says_that_it_exists()
    {
        var world = new PlannerWorld();
        var holder = Silent(world, 1);
        var claim = world.Start(Ids.Advert(1, Chunk), FetchPriority.Fetch, holder);
        world.EndRequest(world.Asks[0], EndReason.NotFound);
        Assert.That(world.GivenUp, Is.Empty);
        world.Do(() => world.Planner.ChangeHolder(claim, holder.Id, 1, isHolder: false, world.Now));
        Assert.That(world.GivenUp, Is.EquivalentTo(new[] { KeyValuePair.Create(claim, DownloadOutcome.NoHolders) }));
    }

    [Test]
    public void A_parked_download_is_given_up_after_its_time()
    {
        var world = new PlannerWorld();
        var claim = world.Start(Ids.Advert(1, Chunk), FetchPriority.Fetch);
        world.RunUntil(world.Options.ParkedFor - TimeSpan.FromSeconds(1));
        Assert.That(world.GivenUp, Is.Empty);
        world.RunUntil(world.Options.ParkedFor + TimeSpan.FromSeconds(1));
        Assert.That(world.GivenUp, Is.EquivalentTo(new[] { KeyValuePair.Create(claim, DownloadOutcome.NoHolders) }));
    }

    [Test]
    public void Memory_is_taken_back_from_parked_ones_of_the_lowest_class_first_and_never_from_a_better_class()
    {
        var world = new PlannerWorld();
        var fetchNow = world.Start(Ids.Advert(1, Chunk), FetchPriority.FetchNow);
        var oldFetch = world.Start(Ids.Advert(2, Chunk), FetchPriority.Fetch);
        var youngFetch = world.Start(Ids.Advert(3, Chunk), FetchPriority.Fetch);
        var later = world.Start(Ids.Advert(4, Chunk), FetchPriority.Later);
        var served = world.Start(Ids.Advert(5, Chunk), FetchPriority.Later, Silent(world, 1));

        world.Do(() => world.Planner.Reclaim(Chunk + 1, FetchPriority.Fetch, world.Now));
        Assert.That(world.GivenUp.Keys, Is.EquivalentTo(new[] { later, oldFetch }));
        world.Do(() => world.Planner.Reclaim(100 * Chunk, FetchPriority.Fetch, world.Now));
        Assert.That(world.GivenUp.Keys, Is.EquivalentTo(new[] { later, oldFetch, youngFetch }));
        Assert.That((world.Planner.Has(fetchNow), world.Planner.Has(served)), Is.EqualTo((true, true)));
    }

    [Test]
    public void What_only_silent_or_ever_busy_holders_offer_makes_way_after_a_while_and_what_another_may_serve_does_not([Values] bool isBusy)
    {
        var world = new PlannerWorld();
        var liar = Silent(world, 1);
        var honest = Silent(world, 2);
        var lied = world.Start(Ids.Advert(1, Chunk), FetchPriority.FetchNow, liar);
        var shared = world.Start(Ids.Advert(2, Chunk), FetchPriority.Fetch, liar, honest);
        var served = world.Start(Ids.Advert(3, 100 * Chunk), FetchPriority.Fetch, honest);
        for (var second = 1; second < 20; second++)
        {
            world.At(TimeSpan.FromSeconds(second), () => world.Deliver(world.Asks.First(ask => ask.Peer == honest.Id && honest.Owes.ContainsKey(ask.Request))));
            if (isBusy)
            {
                world.At(TimeSpan.FromSeconds(second), () => SayBusy(world, liar));
            }
        }

        world.RunUntil(world.Options.WithheldAfter - TimeSpan.FromSeconds(1));
        Reclaim();
        Assert.That(world.GivenUp, Is.Empty);
        world.RunUntil(world.Options.WithheldAfter + TimeSpan.FromSeconds(1));
        Reclaim();
        Assert.That(world.GivenUp, Is.EquivalentTo(new[] { KeyValuePair.Create(lied, DownloadOutcome.NoHolders) }));
        Assert.That((world.Planner.Has(shared) || world.Completed.ContainsKey(shared), world.Planner.Has(served)), Is.EqualTo((true, true)));

        void Reclaim() => world.Do(() => world.Planner.Reclaim(1000 * Chunk, FetchPriority.FetchNow, world.Now));
    }

    [Test]
    public void What_a_silent_holder_ceased_to_offer_makes_way_although_its_request_has_no_end()
    {
        var world = new PlannerWorld();
        var liar = Silent(world, 1);
        var claim = world.Start(Ids.Advert(1, Chunk), FetchPriority.Fetch, liar);
        world.Do(() => world.Planner.ChangeHolder(claim, liar.Id, 1, isHolder: false, world.Now));
        world.RunUntil(world.Options.WithheldAfter);
        Assert.That(world.GivenUp, Is.Empty);

        world.Do(() => world.Planner.Reclaim(1, FetchPriority.Fetch, world.Now));
        Assert.That(world.GivenUp.Keys, Is.EquivalentTo(new[] { claim }));
        Assert.That(world.Deliver(world.Asks[0]), Is.EqualTo(ChunkFate.Late), "an answer after that is nobody's offence");
    }

    [Test]
    public void Drop_cancels_and_ends_with_the_last_request_and_a_rise_before_that_goes_on()
    {
        var world = new PlannerWorld(new() { OutstandingRequestsPerPeer = 1 });
        var holder = Silent(world, 1);
        var claim = world.Start(Ids.Advert(1, 2 * Chunk), FetchPriority.Fetch, holder);
        Change(FetchPriority.Drop);
        Assert.That(world.GivenUp, Is.Empty, "its request has no end yet");
        Change(FetchPriority.Fetch);
        Assert.That(world.Deliver(world.Asks[0]), Is.EqualTo(ChunkFate.Verify));
        world.Do(() => { });
        Assert.That(world.Asks.Select(ask => ask.Chunk), Is.EqualTo(new[] { 0, 1 }));

        Change(FetchPriority.Drop);
        world.EndRequest(world.Asks[1], EndReason.Cancelled);
        Assert.That(world.GivenUp, Is.EquivalentTo(new[] { KeyValuePair.Create(claim, DownloadOutcome.Cancelled) }));

        void Change(FetchPriority priority) => world.Do(() => world.Planner.ChangeClass(claim, priority, world.Now));
    }

    [Test]
    public void What_falls_to_Stash_takes_what_was_asked_and_asks_nothing_more()
    {
        var world = new PlannerWorld(new() { OutstandingRequestsPerPeer = 1 });
        var claim = world.Start(Ids.Advert(1, 3 * Chunk), FetchPriority.Fetch, Silent(world, 1));
        world.Do(() => world.Planner.ChangeClass(claim, FetchPriority.Stash, world.Now));
        Assert.That(world.Deliver(world.Asks[0]), Is.EqualTo(ChunkFate.Verify));
        world.RunUntil(TimeSpan.FromMinutes(1));
        Assert.That(world.Asks, Has.Count.EqualTo(1));

        world.Do(() => world.Planner.ChangeClass(claim, FetchPriority.Later, world.Now));
        Assert.That(world.Asks.Select(ask => ask.Chunk), Is.EqualTo(new[] { 0, 1 }), "a rise takes effect at the next free request");
    }

    [Test]
    public void Urgent_downloads_are_asked_first_and_the_others_keep_their_share()
    {
        var world = new PlannerWorld(new() { OutstandingRequestsPerPeer = 1 });
        var holder = world.Add(new SimulatedHolder(1, HolderManner.Honest, TimeSpan.FromMilliseconds(1)));
        world.Start(Ids.Advert(1, 1000 * Chunk), FetchPriority.Later, holder);
        world.Start(Ids.Advert(2, 1000 * Chunk), FetchPriority.Fetch, holder);
        world.Start(Ids.Advert(3, 1000 * Chunk), FetchPriority.FetchNow, holder);

        world.RunUntil(TimeSpan.FromMinutes(1), () => world.Asks.Count >= 322);

        var shares = world.Asks.Skip(2).Take(320).CountBy(ask => ask.Class).ToDictionary();
        Assert.That(shares, Is.EquivalentTo(new Dictionary<FetchPriority, int>
        {
            [FetchPriority.FetchNow] = 290,
            [FetchPriority.Fetch] = 20,
            [FetchPriority.Later] = 10,
        }));
    }

    [Test]
    public void Chunks_of_one_artifact_are_asked_of_several_holders_at_once()
    {
        var world = new PlannerWorld();
        var holders = Enumerable.Range(1, 4).Select(number => Silent(world, (byte)number)).ToArray();
        world.Start(Ids.Advert(1, 8 * Chunk), FetchPriority.Fetch, holders);
        Assert.That(world.Asks.CountBy(ask => ask.Peer).Select(peer => peer.Value), Is.EqualTo(new[] { 2, 2, 2, 2 }));
    }

    [Test]
    public void A_spooled_artifact_has_no_more_on_its_way_than_its_window()
    {
        var world = new PlannerWorld();
        var holder = Silent(world, 1);
        world.Start(Ids.Advert(1, 100 * Chunk), FetchPriority.Fetch, windowBytes: 3 * Chunk, holder);
        Assert.That(world.Asks, Has.Count.EqualTo(3));
        world.Do(() => world.Deliver(world.Asks[0]));
        Assert.That(world.Asks, Has.Count.EqualTo(4));
    }

    [Test]
    public void A_small_artifact_is_left_to_the_push_of_a_connected_maker_for_a_moment([Values] bool makerIsConnected)
    {
        var world = new PlannerWorld(pushBelow: 2048);
        var relay = Silent(world, 1);
        var maker = new SimulatedHolder(2, HolderManner.Silent, default);
        if (makerIsConnected)
        {
            world.Add(maker);
        }

        world.Start(new Advert(Ids.Artifact(1), 100, 0, maker.Id), FetchPriority.Fetch, relay);
        Assert.That(world.Asks, Has.Count.EqualTo(makerIsConnected ? 0 : 1));
        world.RunUntil(TimeSpan.FromMilliseconds(9));
        Assert.That(world.Asks, Has.Count.EqualTo(makerIsConnected ? 0 : 1));
        world.RunUntil(TimeSpan.FromMilliseconds(200));
        Assert.That(world.Asks.Select(ask => ask.Peer), Is.EqualTo(new[] { relay.Id }));
    }

    private static void SayBusy(PlannerWorld world, SimulatedHolder holder)
    {
        foreach (var ask in world.Asks.Where(ask => ask.Peer == holder.Id && holder.Owes.ContainsKey(ask.Request)).ToArray())
        {
            world.EndRequest(ask, EndReason.Busy, TimeSpan.FromMilliseconds(900));
        }
    }

    private static SimulatedHolder Silent(PlannerWorld world, byte number) => world.Add(new SimulatedHolder(number, HolderManner.Silent, default));
}
