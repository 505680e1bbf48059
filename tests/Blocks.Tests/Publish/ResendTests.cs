using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>What is said again: in a new session, and when something was found to differ.</summary>
public sealed class ResendTests
{
    [Test]
    public void A_new_session_begins_with_everything_in_the_order_of_commits_and_synced_ends_it()
    {
        var world = new PublishWorld().Gain(1).Gain(2).Lose(1).Gain(3).Gain(4).Join(1, 1);
        var heard = world.Hear(1);
        Assert.That(((SlotsMessage)heard[0]).Updates.Select(update => update.Commit), Is.EqualTo(new ulong[] { 2, 4, 5 }));
        Assert.That(((SyncedMessage)heard[1]).KeptPages, Is.Empty);
        Assert.That(heard, Has.Count.EqualTo(2));
    }

    [Test]
    public void Synced_does_not_wait_for_what_came_after_the_session_began()
    {
        var world = new PublishWorld(new PublishOptions { FrameBytesMax = 1 << 10 }).Gain(1).Join(1, 1);
        for (var i = 2; i < 40; i++)
        {
            world.Gain(i);
        }

        var heard = world.Hear(1);
        Assert.That(heard[1], Is.TypeOf<SyncedMessage>());
        Assert.That(heard, Has.Count.GreaterThan(3));
    }

    [Test]
    public void Pages_that_the_peer_kept_are_not_said_again()
    {
        var world = new PublishWorld().Join(1, 1);
        for (var i = 0; i < 300; i++)
        {
            world.Gain(i);
        }

        world.Hear(1);
        world.Leave(1, 1).Lose(299).Gain(1000);
        var kept = new KeptTable(PublishWorld.Incarnation, [DigestOf(0, 256), DigestOf(256, 300)]);
        var heard = world.Join(1, 2, kept).Hear(1);
        Assert.That(((SlotsMessage)heard[0]).Updates, Is.EqualTo(new[] { Some.Update(299, 302, 1000, size: 5_000) with { Advert = Some.Advert(1000, 5_000, 0, PublishWorld.Self) } }));
        Assert.That(((SyncedMessage)heard[1]).KeptPages, Is.EqualTo(new uint[] { 0, 1 }));

        world.Leave(1, 2);
        Assert.That(world.Join(1, 3, kept).HearUpdates(1), Has.Count.EqualTo(44), "page 1 has changed since");
        world.Leave(1, 3);
        Assert.That(world.Join(1, 4, kept with { Incarnation = 8 }).HearUpdates(1), Has.Count.EqualTo(300), "another process");
    }

    [Test]
    public void Digests_cover_what_was_told_at_their_place_in_the_stream()
    {
        var world = new PublishWorld().Join(1, 1).Gain(1).Gain(2);
        world.Hear(1);
        world.Gain(3).Pass(world.Options.HeartbeatInterval);
        var heard = world.Hear(1);
        Assert.That(((DigestsMessage)heard[0]).Pages, Is.EqualTo(new[] { new PageDigest(0, DigestOf(0, 2)) }));
        Assert.That(heard[1], Is.TypeOf<SlotsMessage>());
        Assert.That(((DigestsMessage)world.Pass(world.Options.HeartbeatInterval).Hear(1).Single()).Pages[0].Digest, Is.EqualTo(DigestOf(0, 3)));
    }

    [Test]
    public void A_page_that_differs_is_said_again_with_its_tombstones_once_a_heartbeat()
    {
        var world = new PublishWorld().Join(1, 1).Gain(1).Gain(2);
        world.Hear(1);
        world.Lose(1).Hear(1);
        world.Say(1, 1, new MismatchMessage(Some.Kind, [0, 7], Held: false));
        Assert.That(world.HearUpdates(1).Select(update => (update.Slot, update.Advert is null)), Is.EqualTo(new[] { (1u, false), (0u, true) }));
        Assert.That(world.Say(1, 1, new MismatchMessage(Some.Kind, [0], Held: false)).Hear(1), Is.Empty);
        world.Pass(world.Options.HeartbeatInterval);
        Assert.That(world.Say(1, 1, new MismatchMessage(Some.Kind, [0], Held: false)).HearUpdates(1), Has.Count.EqualTo(2));
    }

    [Test]
    public void Repetitions_stay_within_their_account_however_often_they_are_asked_for()
    {
        var world = new PublishWorld().Join(1, 1);
        for (var i = 0; i < 2048; i++)
        {
            world.Gain(i);
        }

        world.Hear(1);
        var said = 0L;
        const int heartbeats = 50;
        for (var i = 0; i < heartbeats; i++)
        {
            world.Pass(world.Options.HeartbeatInterval);
            world.Say(1, 1, new MismatchMessage(Some.Kind, [0, 1, 2, 3, 4, 5, 6, 7], Held: false));
            said += world.Hear(1).OfType<SlotsMessage>().Sum(WireSize.OfFrame);
        }

        var page = 256 * UpdateQueue.UpdateBytesMax;
        var share = world.Options.FrameBytesMax + (heartbeats * world.Options.RepairBytesPerHeartbeat) + page;
        Assert.That(said, Is.InRange(3 * page, share * 10 / 9));
    }

    [Test]
    public void Owed_marks_go_out_as_ranges_and_in_full_when_some_were_missed()
    {
        var world = new PublishWorld().Join(1, 1);
        world.Hear(1);
        var entries = new ulong[] { 3, 4, 5, 9 }.Select(commit => new HeldEntry(commit, Some.Id((int)commit))).ToList();
        world.Handle(new PublishOwed(new HeldDue(Some.Peer(1), 1, entries)));
        Assert.That(((HeldMessage)world.Hear(1).Single()).Commits, Is.EqualTo(new[] { new CommitRange(3, 5), new CommitRange(9, 9) }));

        world.Handle(new PublishOwed(new HeldEnded(Some.Peer(1), 1, [entries[1]])));
        world.Say(1, 1, new MismatchMessage(Some.Kind, [], Held: true));
        Assert.That(((HeldMessage)world.Hear(1).Single()).Commits, Is.EqualTo(new[] { new CommitRange(3, 3), new CommitRange(5, 5), new CommitRange(9, 9) }));
        var digest = world.Pass(world.Options.HeartbeatInterval).Hear(1).OfType<HeldDigestMessage>().Single();
        Assert.That(digest.Count, Is.EqualTo(7));
    }

    [Test]
    public void Marks_found_before_this_stage_heard_of_the_session_are_given_in_it()
    {
        var world = new PublishWorld().Handle(new PublishOwed(new HeldDue(Some.Peer(1), 5, [new HeldEntry(3, Some.Id(3))])));
        Assert.That(world.Join(1, 5).Hear(1).OfType<HeldMessage>(), Has.Exactly(1).Items);
        world.Leave(1, 5).Handle(new PublishOwed(new HeldDue(Some.Peer(1), 5, [new HeldEntry(4, Some.Id(4))])));
        Assert.That(world.Join(1, 6).Hear(1).OfType<HeldMessage>(), Is.Empty, "of a session that is over");
    }

    [Test]
    public void Received_marks_reach_the_receipt_and_a_difference_is_asked_about_once_a_heartbeat()
    {
        var world = new PublishWorld().Join(1, 1).Gain(1).Gain(2);
        world.Hear(1);
        world.Say(1, 1, new HeldMessage(Some.Kind, [new CommitRange(2, 2)]));
        Assert.That(world.StatesOf(2), Is.EqualTo(new[] { ReceiptState.Held }));
        Assert.That(world.StatesOf(1), Is.EqualTo(new[] { ReceiptState.Told }));

        var right = new HeldDigestMessage(Some.Kind, 1, SlotDigest.OfCommit(2));
        Assert.That(world.Say(1, 1, right).Hear(1), Is.Empty);
        Assert.That(world.Say(1, 1, right with { Count = 2 }).Hear(1).Single(), Is.InstanceOf<MismatchMessage>());
        Assert.That(world.Say(1, 1, right).Hear(1), Is.Empty, "asked within this heartbeat");
    }

    private static ulong DigestOf(int first, int end)
    {
        var digest = 0UL;
        for (var slot = first; slot < end; slot++)
        {
            digest = unchecked(digest + SlotDigest.OfSlot((uint)slot, (ulong)slot + 1));
        }

        return digest;
    }
}
