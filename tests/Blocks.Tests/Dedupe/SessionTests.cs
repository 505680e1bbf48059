using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Dedupe;

/// <summary>What becomes of a peer's table when its session ends and another begins.</summary>
public sealed class SessionTests
{
    [Test]
    public void Nobody_holds_anything_after_its_session_until_it_says_so_again()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 5, 1)).Leave(1, 10);
        Assert.That(world.Changes.Single().IsHolder, Is.False);
        Assert.That(world.HoldersOf(1), Is.Empty);

        world.Join(1, 11).Tell(1, 11, Some.Update(0, 5, 1));
        Assert.That(world.Changes.Single(), Is.EqualTo(new HolderChange(Some.Advert(1), Some.Peer(1), 11, 5, true, null)));
    }

    [Test]
    public void Synced_sweeps_what_was_not_said_again_but_for_kept_pages()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 1, 1), Some.Update(256, 2, 2), Some.Update(512, 3, 3)).Sync(1, 10).Leave(1, 10);
        world.Join(1, 11).Tell(1, 11, Some.Update(1, 4, 4)).Sync(1, 11, 1);
        Assert.That(world.HoldersOf(1), Is.Empty, "page 0 was swept");
        Assert.That(world.HoldersOf(2), Is.EqualTo(new[] { Some.Peer(1) }), "page 1 was kept");
        Assert.That(world.HoldersOf(3), Is.Empty, "page 2 was swept");
        Assert.That(world.HoldersOf(4), Is.EqualTo(new[] { Some.Peer(1) }), "said in this session");
    }

    [Test]
    public void Held_marks_are_owed_anew_in_each_session_for_kept_pages_too()
    {
        var world = new DedupeWorld().Join(1, 10).PoolSays(1, ArtifactStatus.Validated).Tell(1, 10, Some.Update(0, 1, 1)).Sync(1, 10);
        world.Leave(1, 10).Join(1, 11).Sync(1, 11, 0);
        Assert.That(world.Due, Is.EqualTo(new[] { new HeldEntry(1, Some.Id(1)) }));
    }

    [Test]
    public void Commits_of_another_process_compare_with_nothing()
    {
        var world = new DedupeWorld().Join(1, 10, incarnation: 1).Tell(1, 10, Some.Update(0, 900, 1), Some.Update(1, 901, 2)).Leave(1, 10);
        world.Join(1, 11, incarnation: 2).Tell(1, 11, Some.Update(0, 1, 3)).Sync(1, 11, 0);
        Assert.That(world.HoldersOf(3), Is.EqualTo(new[] { Some.Peer(1) }));
        Assert.That(world.HoldersOf(1), Is.Empty);
        Assert.That(world.HoldersOf(2), Is.Empty, "a page cannot be kept from another process");
    }

    [Test]
    public void What_is_kept_is_said_by_its_digests_while_the_peer_is_absent()
    {
        var world = new DedupeWorld().Join(1, 10, incarnation: 77).Tell(1, 10, Some.Update(0, 5, 1), Some.Update(300, 6, 2), Some.Update(300, 7));
        Assert.That(world.Kept.KeptOf(Some.Peer(1)), Is.Null);
        world.Leave(1, 10);
        var kept = world.Kept.KeptOf(Some.Peer(1))!;
        Assert.That(kept.Incarnation, Is.EqualTo(77));
        Assert.That(kept.PageDigests, Is.EqualTo(new[] { SlotDigest.OfSlot(0, 5), SlotDigest.OfSlot(300, 7) }));
        Assert.That(world.Join(1, 11).Kept.KeptOf(Some.Peer(1)), Is.Null);
    }

    [Test]
    public void A_peer_that_leaves_the_membership_leaves_nothing()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 5, 1)).Leave(1, 10, removed: true);
        Assert.That(world.Kept.KeptOf(Some.Peer(1)), Is.Null);
        world.Join(1, 11).Sync(1, 11, 0);
        Assert.That(world.HoldersOf(1), Is.Empty);
    }

    [Test]
    public void The_longest_absent_table_is_forgotten_beyond_the_bound()
    {
        var world = new DedupeWorld(options: new DedupeOptions { AbsentPeersMax = 1 });
        world.Join(1, 10).Join(2, 11).Tell(1, 10, Some.Update(0, 1, 1)).Tell(2, 11, Some.Update(0, 1, 1)).Leave(1, 10).Leave(2, 11);
        Assert.That(world.Kept.KeptOf(Some.Peer(1)), Is.Null);
        Assert.That(world.Kept.KeptOf(Some.Peer(2)), Is.Not.Null);
    }

    [Test]
    public void A_withdrawn_artifact_is_not_asked_for_while_anybody_names_it_through_restarts_of_its_holder()
    {
        var world = new DedupeWorld(options: new DedupeOptions { UnadvertisedMarksMax = 0 });
        world.Join(1, 10, incarnation: 1).Tell(1, 10, Some.Update(0, 5, 1));
        world.Index.Withdraw(Some.Id(1));
        Assert.That(world.Handle(new DedupePool([Some.Id(1)])).Changes.Single().IsHolder, Is.False);
        world.Leave(1, 10).Join(1, 11, incarnation: 2).Tell(1, 11, Some.Update(0, 1, 1)).Sync(1, 11);
        Assert.That(world.Index.IsWithdrawn(Some.Id(1)), Is.True);
        Assert.That(world.Changes, Is.Empty);

        world.Tell(1, 11, Some.Update(0, 2));
        Assert.That(world.Index.IsWithdrawn(Some.Id(1)), Is.False, "nobody names it, and no mark is kept for what nobody names");
    }

    [Test]
    public void A_mark_outlives_the_time_in_which_nobody_advertises_up_to_its_bound()
    {
        var world = new DedupeWorld(options: new DedupeOptions { UnadvertisedMarksMax = 2 }).Join(1, 10);
        foreach (var number in new[] { 1, 2, 3 })
        {
            world.Index.Withdraw(Some.Id(number));
        }

        world.Tell(1, 10, Some.Update(0, 1, 1), Some.Update(1, 2, 2), Some.Update(2, 3, 3));
        Assert.That(world.Changes.Select(change => change.Advert.Id), Is.EqualTo(new[] { Some.Id(1) }), "the oldest mark made room");
        world.Index.Release(Some.Id(2));
        Assert.That(world.Handle(new DedupePool([Some.Id(2)])).Changes.Single().IsHolder, Is.True);
    }
}
