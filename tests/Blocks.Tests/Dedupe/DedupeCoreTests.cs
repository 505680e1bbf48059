using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Dedupe;

public sealed class DedupeCoreTests
{
    [Test]
    public void An_advert_makes_its_sender_a_holder_until_its_tombstone()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(3, 7, artifact: 1));
        Assert.That(world.Changes, Is.EqualTo(new[] { new HolderChange(Some.Advert(1), Some.Peer(1), 10, 7, true, null) }));
        Assert.That(world.Index.HoldersOf(Some.Id(1)), Is.EqualTo(new[] { new Holder(Some.Peer(1), 10, 7) }));

        world.Tell(1, 10, Some.Update(3, 8));
        Assert.That(world.Changes, Is.EqualTo(new[] { new HolderChange(Some.Advert(1), Some.Peer(1), 10, 7, false, null) }));
        Assert.That(world.Index.HoldersOf(Some.Id(1)), Is.Empty);
    }

    [Test]
    public void The_newest_commit_of_a_slot_wins_in_any_order()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 9, artifact: 2), Some.Update(0, 5, artifact: 1), Some.Update(0, 8));
        Assert.That(world.HoldersOf(2), Is.EqualTo(new[] { Some.Peer(1) }));
        Assert.That(world.HoldersOf(1), Is.Empty);
        Assert.That(world.Last.Outcomes[(int)AdvertOutcome.Old], Is.EqualTo(2));
    }

    [Test]
    public void A_tombstone_is_not_undone_by_an_older_advert()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 2), Some.Update(0, 1, artifact: 1));
        Assert.That(world.HoldersOf(1), Is.Empty);
    }

    [Test]
    public void A_slot_outside_the_announced_table_is_reported_once_per_session_as_first()
    {
        var world = new DedupeWorld(slots: 1024).Join(1, 10, slots: 4).Tell(1, 10, Some.Update(3, 1, 1), Some.Update(4, 2, 2), Some.Update(int.MaxValue, 3, 3));
        Assert.That(world.Last.OutOfRange, Is.EqualTo(new BeyondTable(Some.Peer(1), 4, IsFirst: true)));
        Assert.That(world.HoldersOf(1), Is.Not.Empty);
        Assert.That(world.HoldersOf(2), Is.Empty);

        world.Tell(1, 10, Some.Update(4, 2, 2));
        Assert.That(world.Last.OutOfRange, Is.EqualTo(new BeyondTable(Some.Peer(1), 4, IsFirst: false)));
    }

    [Test]
    public void A_peer_that_announces_more_slots_than_fit_here_gets_no_more()
    {
        var world = new DedupeWorld(slots: 8).Join(1, 10, slots: 1 << 20).Tell(1, 10, Some.Update(8, 1, 1));
        Assert.That(world.Last.OutOfRange, Is.Not.Null);
    }

    [TestCase(100L, 1L)]
    [TestCase(101L, 0L)]
    public void Different_claims_of_one_id_have_holders_of_their_own(long size, long rank)
    {
        var world = new DedupeWorld().Join(1, 10).Join(2, 11).Tell(1, 10, Some.Update(0, 1, artifact: 1));
        world.Tell(2, 11, Some.Update(0, 1, artifact: 1, size: size, rank: rank));
        Assert.That(world.Changes.Single().Advert, Is.EqualTo(Some.Advert(1, size, rank)));
        Assert.That(world.HoldersOf(1), Is.EquivalentTo(new[] { Some.Peer(1), Some.Peer(2) }));
    }

    [Test]
    public void The_first_claimed_maker_is_the_claims_maker()
    {
        var world = new DedupeWorld().Join(1, 10).Join(2, 11);
        world.Tell(1, 10, new SlotUpdate(0, 1, Some.Advert(1, maker: Some.Peer(7)), null));
        world.Tell(2, 11, new SlotUpdate(0, 1, Some.Advert(1, maker: Some.Peer(8)), null));
        Assert.That(world.Changes.Single().Advert.Maker, Is.EqualTo(Some.Peer(7)));
    }

    [Test]
    public void A_peer_names_an_artifact_in_one_slot_at_a_time()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 1, 1), Some.Update(5, 2, 1), Some.Update(5, 3));
        Assert.That(world.HoldersOf(1), Is.Empty);
    }

    [Test]
    public void What_is_validated_here_is_owed_a_held_mark_and_has_no_holder_to_ask()
    {
        var world = new DedupeWorld().Join(1, 10).PoolSays(1, ArtifactStatus.Validated).Tell(1, 10, Some.Update(0, 5, 1));
        Assert.That(world.Changes, Is.Empty);
        Assert.That(world.Due, Is.EqualTo(new[] { new HeldEntry(5, Some.Id(1)) }));
        Assert.That(world.HoldersOf(1), Is.EqualTo(new[] { Some.Peer(1) }), "publish must not tell it back");
    }

    [Test]
    public void When_the_pool_validates_it_holders_are_taken_back_and_each_gets_one_mark()
    {
        var world = new DedupeWorld().Join(1, 10).Join(2, 11).Tell(1, 10, Some.Update(0, 5, 1)).Tell(2, 11, Some.Update(9, 6, 1));
        world.PoolSays(1, ArtifactStatus.Validated);
        Assert.That(world.Changes.Count(change => !change.IsHolder), Is.EqualTo(2));
        Assert.That(world.Due.Select(due => due.Commit), Is.EquivalentTo(new ulong[] { 5, 6 }));
        Assert.That(world.PoolSays(1, ArtifactStatus.Validated).Last.ToOutputs(), Is.Empty, "said once");
    }

    [TestCase(ArtifactStatus.Rejected)]
    [TestCase(ArtifactStatus.Ignored)]
    [TestCase(ArtifactStatus.Withdrawn)]
    public void What_is_refused_here_is_offered_when_the_pool_changes_its_mind(object refusal)
    {
        var world = new DedupeWorld().Join(1, 10).PoolSays(1, (ArtifactStatus)refusal).Tell(1, 10, Some.Update(0, 5, 1));
        Assert.That(world.Last.ToOutputs(), Is.Empty);
        world.PoolSays(1, ArtifactStatus.Unknown);
        Assert.That(world.Changes.Single().IsHolder, Is.True);
    }

    [Test]
    public void A_signal_without_names_looks_at_everything()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 5, 1), Some.Update(1, 6, 2));
        world.Pool.Set(Some.Id(2), ArtifactStatus.Validated);
        Assert.That(world.Handle(new DedupePool(null)).Due.Single().Commit, Is.EqualTo(6));
    }

    [Test]
    public void A_holder_of_what_is_validated_here_that_drops_it_is_to_be_told()
    {
        var world = new DedupeWorld().Join(1, 10).PoolSays(1, ArtifactStatus.Validated).Tell(1, 10, Some.Update(0, 5, 1)).Tell(1, 10, Some.Update(0, 6));
        Assert.That(world.Ended, Is.EqualTo(new[] { new HeldEntry(5, Some.Id(1)) }));
    }

    [Test]
    public void It_is_to_be_told_also_when_the_pool_validated_it_unheard()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 5, 1));
        world.Pool.Set(Some.Id(1), ArtifactStatus.Validated);
        Assert.That(world.Tell(1, 10, Some.Update(0, 6)).Ended.Single().Id, Is.EqualTo(Some.Id(1)));
    }

    [Test]
    public void Messages_of_an_ended_session_change_nothing()
    {
        var world = new DedupeWorld().Join(1, 10).Join(1, 11).Tell(1, 10, Some.Update(0, 1, 1));
        Assert.That(world.HoldersOf(1), Is.Empty);
        world.Leave(1, 10).Tell(1, 11, Some.Update(0, 1, 1));
        Assert.That(world.HoldersOf(1), Is.Not.Empty);
    }

    [Test]
    public void Merged_pool_signals_name_both_until_it_is_cheaper_to_look_at_everything()
    {
        var merged = DedupePool.Merge(new DedupePool([Some.Id(1)]), new DedupePool([Some.Id(2)]));
        Assert.That(merged.Ids, Is.EqualTo(new[] { Some.Id(1), Some.Id(2) }));
        var many = new DedupePool([.. Enumerable.Range(0, DedupePool.IdsMax).Select(Some.Id)]);
        Assert.That(DedupePool.Merge(many, merged).Ids, Is.Null);
        Assert.That(DedupePool.Merge(new DedupePool(null), merged).Ids, Is.Null);
    }
}
