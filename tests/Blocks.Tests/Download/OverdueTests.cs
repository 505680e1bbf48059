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

        world.RunUntil(TimeSpan.FromSeconds(1), () => world.Completed.ContainsKey(claim));

        Assert.That(world.Completed[claim], Is.LessThan(TimeSpan.FromSeconds(1)));
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
