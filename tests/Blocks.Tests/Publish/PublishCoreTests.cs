using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

public sealed class PublishCoreTests
{
    [Test]
    public void Artifacts_take_the_lowest_free_slot_and_every_change_the_next_commit()
    {
        var world = new PublishWorld().Join(1, 1).Gain(1).Gain(2).Gain(3);
        Assert.That(world.HearUpdates(1).Select(update => (update.Slot, update.Commit)), Is.EqualTo(new[] { (0u, 1ul), (1u, 2ul), (2u, 3ul) }));
        world.Lose(1).Lose(2);
        Assert.That(world.HearUpdates(1), Is.EqualTo(new[] { Some.Update(0, 4), Some.Update(1, 5) }));
        world.Gain(4);
        Assert.That(world.HearUpdates(1).Select(update => (update.Slot, update.Commit)), Is.EqualTo(new[] { (0u, 6ul) }));
    }

    [Test]
    public void More_artifacts_than_slots_are_a_broken_promise_of_the_pool()
    {
        var world = new PublishWorld(slots: 1).Gain(1);
        Assert.That(() => world.Gain(2), Throws.InvalidOperationException);
    }

    [Test]
    public void What_came_and_went_while_a_peer_was_slow_costs_nothing()
    {
        var world = new PublishWorld().Join(1, 1);
        Assert.That(world.Hear(1).Single(), Is.TypeOf<SyncedMessage>());
        for (var i = 0; i < 100; i++)
        {
            world.Gain(i).Lose(i);
        }

        Assert.That(world.Hear(1), Is.Empty);
        Assert.That(world.Last.Outputs.Single(), Is.TypeOf<GrantReturned>());
        world.Gain(200);
        Assert.That(world.HearUpdates(1), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_burst_costs_few_demands_and_few_frames_and_no_more_than_was_granted()
    {
        var world = new PublishWorld().Join(1, 1);
        world.Hear(1);
        var demands = 0;
        for (var i = 0; i < 1000; i++)
        {
            demands += world.Gain(i).Last.Outputs.Count;
        }

        Assert.That(demands, Is.LessThan(12));
        var frames = world.Hear(1);
        Assert.That(frames.Sum(frame => ((SlotsMessage)frame).Updates.Count), Is.EqualTo(1000));
        Assert.That(frames, Has.Count.LessThan(12));
        Assert.That(frames.Select(WireSize.OfFrame), Is.All.LessThanOrEqualTo(world.Options.FrameBytesMax));
    }

    [Test]
    public void A_small_artifact_of_ours_is_pushed_once_to_those_with_a_session_then()
    {
        var content = new BytesContent(50);
        var world = new PublishWorld().Join(1, 1).Gain(1, size: 50, content: content);
        Assert.That(content.IsFreed, Is.True, "publish keeps a copy and gives its reference back");
        world.Join(2, 2);
        Assert.That(world.HearUpdates(1).Single().Body!.Value.ToArray(), Is.EqualTo(content.Chunk(0).ToArray()));
        Assert.That(world.HearUpdates(2).Single().Body, Is.Null, "it joined later");

        world.Leave(1, 1).Join(1, 3);
        Assert.That(world.HearUpdates(1).Single().Body, Is.Null, "said before");
    }

    [TestCase(101, true)]
    [TestCase(50, false)]
    [TestCase(0, true)]
    public void Nothing_large_empty_or_made_elsewhere_is_pushed(int size, bool isOurs)
    {
        var world = new PublishWorld().Join(1, 1).Gain(1, size, isOurs ? PublishWorld.Self : Some.Peer(77));
        Assert.That(world.HearUpdates(1).Single().Body, Is.Null);
    }

    [Test]
    public void A_push_that_a_grant_cannot_carry_waits_for_the_next()
    {
        var world = new PublishWorld().Join(1, 1);
        world.Hear(1);
        world.Gain(1, size: 100);
        world.Demands.Clear();
        world.Handle(new PublishGranted(new Grants([new Grant(Some.Peer(1), 1, 0, Artifacts.FetchPriority.Fetch, WireSize.FrameMax + 120)])));
        Assert.That(world.Last.Outputs.Select(output => output.GetType()), Is.EqualTo(new[] { typeof(GrantReturned), typeof(Demand) }));
        Assert.That(world.HearUpdates(1).Single().Body, Is.Not.Null);
    }

    [Test]
    public void A_push_that_no_frame_can_carry_goes_as_an_advert()
    {
        var world = new PublishWorld(new PublishOptions { FrameBytesMax = WireSize.FrameMax + 120 }).Join(1, 1);
        world.Hear(1);
        Assert.That(world.Gain(1, size: 100).HearUpdates(1).Single().Body, Is.Null);
    }

    [Test]
    public void Who_advertises_an_artifact_itself_is_not_told_until_it_ceases_to()
    {
        var world = new PublishWorld().Join(1, 1);
        world.Hear(1);
        var table = TableOf(1, session: 1);
        var artifact = world.Index.Name(Some.Id(1), table, slot: 0, commit: 7);
        Assert.That(world.Gain(1).Hear(1), Is.Empty);
        Assert.That(world.StatesOf(1), Is.EqualTo(new[] { ReceiptState.Held }));

        world.Index.Drop(artifact, table);
        world.Handle(new PublishOwed(new HeldEnded(Some.Peer(1), 1, [new HeldEntry(7, Some.Id(1))])));
        Assert.That(world.HearUpdates(1).Single().Advert!.Value.Id, Is.EqualTo(Some.Id(1)));
    }

    [Test]
    public void Who_begins_to_advertise_it_while_the_advert_waits_is_not_told()
    {
        var world = new PublishWorld().Join(1, 1);
        world.Hear(1);
        world.Gain(1).Index.Name(Some.Id(1), TableOf(1, session: 1), slot: 0, commit: 7);
        Assert.That(world.Hear(1), Is.Empty);
    }

    [Test]
    public void What_a_peer_advertised_in_an_earlier_session_does_not_count()
    {
        var world = new PublishWorld().Join(1, 1).Gain(1);
        world.Index.Name(Some.Id(1), TableOf(1, session: 1), slot: 0, commit: 7);
        world.Leave(1, 1).Join(1, 2, incarnation: 2);
        Assert.That(world.HearUpdates(1).Single().Advert!.Value.Id, Is.EqualTo(Some.Id(1)), "the dedupe stage has not heard of the new session yet");
    }

    [Test]
    public void A_pushed_artifact_of_a_neighbour_is_relayed_after_a_moment()
    {
        var world = new PublishWorld().Join(1, 1).Join(7, 2);
        world.Neighbours.Add((Some.Peer(7), Some.Peer(1)));
        world.Hear(1);
        var due = world.Options.RelayDelay + world.Options.GatherRelaysFor;
        Assert.That(world.Gain(1, size: 50, maker: Some.Peer(7)).Hear(1), Is.Empty);
        Assert.That(world.Core.NextWake, Is.EqualTo(world.Now + due));
        Assert.That(world.Pass(due - TimeSpan.FromTicks(1)).Hear(1), Is.Empty);
        Assert.That(world.Pass(TimeSpan.FromTicks(1)).HearSlots(1), Has.Count.EqualTo(1));
    }

    [TestCase(10 << 20, 7)]
    [TestCase(50, 8)]
    [TestCase(50, 9)]
    public void Large_artifacts_and_what_the_peer_does_not_get_from_the_maker_are_relayed_at_once(int size, int maker)
    {
        var world = new PublishWorld().Join(1, 1).Join(7, 2).Join(9, 3);
        world.Neighbours.Add((Some.Peer(7), Some.Peer(1)));
        world.Gain(1, size, Some.Peer(maker));
        Assert.That(world.HearUpdates(1), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_kind_that_a_peer_does_not_know_is_not_spoken_of()
    {
        var world = new PublishWorld().Handle(new PublishPeer(new PeerJoined(Some.Peer(1), 1, 1, [])));
        Assert.That(world.Gain(1).Last.Outputs, Is.Empty);
    }

    private static SlotTable TableOf(int peer, long session)
    {
        var table = new SlotTable(Some.Peer(peer), 16);
        table.Join(session, incarnation: 1, slots: 16);
        return table;
    }
}
