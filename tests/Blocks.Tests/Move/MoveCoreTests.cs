using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using static Tidings.Blocks.Tests.Move.MoveWorld;

namespace Tidings.Blocks.Tests.Move;

public sealed class MoveCoreTests
{
    [Test]
    public void What_is_told_has_the_class_that_it_was_fetched_with_or_that_the_policy_gives_what_is_made_here()
    {
        var world = new MoveWorld();
        Assert.That(world.Publish(1, rank: 10).Effects.Slots.Single().Class, Is.EqualTo(FetchPriority.FetchNow));
        Assert.That(world.Publish(2).Effects.Slots.Single().Class, Is.EqualTo(FetchPriority.Fetch));
        Assert.That(world.Judge(world.Candidate(3, rank: 10, priority: FetchPriority.Later), Verdict.Accept).Slots.Single().Class, Is.EqualTo(FetchPriority.Later));
    }

    [Test]
    public void A_verdict_that_overtakes_its_arrival_decides_and_the_arrival_is_ignored()
    {
        var world = new MoveWorld();
        var candidate = world.Candidate(1);
        var effects = world.Judge(candidate, Verdict.Accept);
        world.Do(new Arrived<Note>(candidate));
        Assert.That(effects.Slots.Select(slot => slot.Advert), Is.EqualTo(new[] { Advert(1) }));
        Assert.That((world.Pool.Count, world.Pool.UnvalidatedCount), Is.EqualTo((1, 0)));
    }

    [Test]
    public void A_second_verdict_for_what_is_validated_changes_nothing()
    {
        var world = new MoveWorld();
        var candidate = world.Candidate(1);
        world.Judge(candidate, Verdict.Accept);
        var again = world.Judge(candidate, Verdict.Reject("too late"));
        Assert.That(again.Slots, Is.Empty);
        Assert.That(again.Invalid, Is.Empty);
        Assert.That(world.Pool.Contains(Id(1)));
    }

    [Test]
    public void A_rejection_is_charged_to_all_who_advertised_it_then_or_now_once_each()
    {
        var world = new MoveWorld();
        world.Holders.Holders[Id(1)] = [new Holder(Peer(3), 1, 1), new Holder(Peer(2), 1, 1)];
        var effects = world.Judge(world.Candidate(1, advertisers: [Peer(2), Peer(1)]), Verdict.Reject("bad signature"));
        Assert.That(effects.Invalid, Is.EqualTo(new[] { Peer(1), Peer(2), Peer(3) }.Order().Select(peer => (peer, "bad signature"))));
        Assert.That(world.Status.StatusOf(Id(1)), Is.EqualTo(ArtifactStatus.Rejected));
        Assert.That(world.Contents.Single().IsFreed);
    }

    [Test]
    public void Ignored_and_given_up_artifacts_blame_nobody_and_are_wanted_again_after_their_time()
    {
        var world = new MoveWorld();
        Assert.That(world.Judge(world.Candidate(1, advertisers: [Peer(1)]), Verdict.Ignore).Invalid, Is.Empty);
        Assert.That(world.Judge(world.Candidate(2, advertisers: [Peer(1)]), new Verdict.GivenUp()).Invalid, Is.Empty);
        Assert.That(world.Core.NextWake, Is.EqualTo(world.Options.GivenUpFor));
        world.Now = world.Options.GivenUpFor;
        Assert.That(world.Do(new MoveWake<Note>()).StatusChanged, Is.EqualTo(new[] { Id(2) }));
        Assert.That(world.Status.StatusOf(Id(1)), Is.EqualTo(ArtifactStatus.Ignored));
        Assert.That(world.Status.StatusOf(Id(2)), Is.EqualTo(ArtifactStatus.Unknown));
        world.Now = world.Options.RefusedFor;
        Assert.That(world.Do(new MoveWake<Note>()).StatusChanged, Is.EqualTo(new[] { Id(1) }));
    }

    [Test]
    public void Publishing_says_added_held_or_full_and_keeps_what_is_held()
    {
        var world = new MoveWorld(slots: 2);
        Assert.That(world.Publish(1).Outcome, Is.EqualTo(PublishOutcome.Added));
        Assert.That(world.Publish(1).Outcome, Is.EqualTo(PublishOutcome.AlreadyHeld));
        Assert.That(world.Publish(2).Outcome, Is.EqualTo(PublishOutcome.Added));
        Assert.That(world.Publish(3).Outcome, Is.EqualTo(PublishOutcome.PoolFull));
        Assert.That(world.Pool.Ids(), Is.EqualTo(new[] { Id(1), Id(2) }));
        Assert.That(world.Contents.Select(content => content.IsFreed), Is.EqualTo(new[] { false, true, false, true }));
    }

    [Test]
    public void A_pool_is_full_by_bytes_too_but_spooled_artifacts_do_not_count()
    {
        var world = new MoveWorld(poolBytes: 300 << 10);
        var spooled = world.Limits.SpoolAboveBytes + 1;
        Assert.That(world.Publish(1, size: 200 << 10).Outcome, Is.EqualTo(PublishOutcome.Added));
        Assert.That(world.Publish(2, size: 200 << 10).Outcome, Is.EqualTo(PublishOutcome.PoolFull));
        Assert.That(world.Publish(3, size: spooled).Outcome, Is.EqualTo(PublishOutcome.Added));
        Assert.That(world.Publish(4, size: 100 << 10).Outcome, Is.EqualTo(PublishOutcome.Added));
    }

    [Test]
    public void A_place_promised_to_a_download_is_kept_from_a_publisher_until_it_is_given_back()
    {
        var world = new MoveWorld(slots: 1);
        Assert.That(world.Status.TryReservePlace(Advert(1)));
        Assert.That(world.Status.HasRoomFor(Advert(2)), Is.False);
        Assert.That(world.Publish(2).Outcome, Is.EqualTo(PublishOutcome.PoolFull));
        Assert.That(world.Accept(1).Outcomes, Is.EqualTo(new[] { MoveOutcome.Validated }));
        world.Remove(1);
        Assert.That(world.Status.TryReservePlace(Advert(1)));
        world.Status.ReleasePlace(Advert(1));
        Assert.That(() => world.Status.ReleasePlace(Advert(1)), Throws.InvalidOperationException);
        Assert.That(world.Publish(2).Outcome, Is.EqualTo(PublishOutcome.Added));
    }

    [Test]
    public void Purging_below_a_rank_empties_both_sections_below_it_and_marks_what_was_there()
    {
        var world = new MoveWorld();
        world.Accept(1, rank: 1);
        world.Accept(2, rank: 2);
        world.Do(new Arrived<Note>(world.Candidate(3, rank: 1)));
        world.Do(new Arrived<Note>(world.Candidate(4, rank: 2)));
        Assert.That(world.Purge(2), Is.EqualTo(2));
        Assert.That(world.Pool.Ids(), Is.EqualTo(new[] { Id(2) }));
        Assert.That(world.Pool.UnvalidatedCount, Is.EqualTo(1));
        Assert.That(world.Holders.Withdrawn, Is.EquivalentTo(new[] { Id(1), Id(3) }));
        Assert.That(world.Status.StatusOf(Id(1)), Is.EqualTo(ArtifactStatus.Withdrawn));
    }

    [Test]
    public void What_is_removed_while_it_is_on_its_way_is_marked_and_does_not_enter()
    {
        var world = new MoveWorld();
        var candidate = world.Candidate(1);
        Assert.That(world.Status.TryReservePlace(candidate.Advert));
        var removed = new TaskCompletionSource<int>();
        Assert.That(world.Do(new RemoveIds<Note>([Id(1)], removed)).StatusChanged, Is.EqualTo(new[] { Id(1) }), "dedupe takes its holders back");
        Assert.That(removed.Task.Result, Is.Zero);
        Assert.That((world.Status.StatusOf(Id(1)), world.Holders.IsWithdrawn(Id(1))), Is.EqualTo((ArtifactStatus.Withdrawn, true)));
        world.Judge(candidate, Verdict.Accept);
        Assert.That((world.Pool.Count, world.Pool.UnvalidatedCount), Is.EqualTo((0, 0)));
        Assert.That(world.Contents.Single().IsFreed);
    }

    [Test]
    public void A_withdrawn_artifact_does_not_come_back_before_it_is_released_or_published_here()
    {
        var world = new MoveWorld();
        world.Accept(1);
        world.Accept(2);
        Assert.That(world.Remove(1, 2, 7), Is.EqualTo(2));
        world.Accept(1);
        Assert.That(world.Pool.Count, Is.Zero);
        var released = world.Do(new ReleaseId<Note>(Id(1)));
        Assert.That(released.StatusChanged, Is.EqualTo(new[] { Id(1) }));
        Assert.That(released.Released, Is.EqualTo(new[] { Id(1) }), "others may have it and not have said so");
        world.Accept(1);
        world.Publish(2);
        Assert.That(world.Pool.Ids(), Is.EqualTo(new[] { Id(1), Id(2) }));
        Assert.That(world.Holders.Withdrawn, Is.EqualTo(new[] { Id(7) }), "removed before it came, and not released");
    }

    [Test]
    public void Memory_is_reclaimed_from_deferred_artifacts_lowest_class_first_and_only_as_much_as_asked()
    {
        var world = new MoveWorld();
        world.Judge(world.Candidate(1, priority: FetchPriority.FetchNow), Verdict.DeferUntilRank(5));
        world.Judge(world.Candidate(2, priority: FetchPriority.Fetch), Verdict.DeferUntilRank(5));
        world.Judge(world.Candidate(3, priority: FetchPriority.Later), Verdict.DeferUntilRank(5));
        world.Do(new Arrived<Note>(world.Candidate(4, priority: FetchPriority.Later)));
        world.Do(new ReclaimDeferred<Note>(150));
        Assert.That(new[] { 1, 2, 3, 4 }.Select(number => world.Status.StatusOf(Id(number))), Is.EqualTo(new[]
        {
            ArtifactStatus.Unvalidated, ArtifactStatus.Ignored, ArtifactStatus.Ignored, ArtifactStatus.Unvalidated,
        }));
    }

    [Test]
    public void Undecodable_bytes_are_refused_and_the_dedupe_stage_hears_of_it()
    {
        var world = new MoveWorld();
        var touched = 0;
        world.Pool.OnTouched(() => touched++);
        world.Status.Refuse(Id(1));
        Assert.That(touched, Is.EqualTo(1));
        Assert.That(world.Status.StatusOf(Id(1)), Is.EqualTo(ArtifactStatus.Rejected));
        Assert.That(world.Do(new MoveWake<Note>()).StatusChanged, Is.EqualTo(new[] { Id(1) }));
    }

    [Test]
    public void A_lease_keeps_the_bytes_of_what_the_pool_lost()
    {
        var world = new MoveWorld();
        world.Accept(1);
        var lease = world.Pool.Open(Id(1))!;
        world.Remove(1);
        Assert.That(world.Contents.Single().IsFreed, Is.False);
        Assert.That(lease.Artifact.Number, Is.EqualTo(1));
        lease.Dispose();
        lease.Dispose();
        Assert.That(world.Contents.Single().IsFreed);
        Assert.That(() => lease.Content, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void Hooks_see_the_validated_section_alone()
    {
        var world = new MoveWorld();
        world.Do(new Arrived<Note>(world.Candidate(1)));
        world.Publish(2);
        world.Judge(world.Candidate(1), Verdict.Accept);
        world.Do(new Arrived<Note>(world.Candidate(3)));
        world.Remove(3, 2);
        Assert.That(world.Pool.Calls, Is.EqualTo(new[] { "+2", "+1", "-2" }));
        Assert.That(world.Pool.Held, Is.EqualTo(new[] { false, false, true }), "an index kept in the hooks is never behind what readers see");
        Assert.That(world.Pool.TopRank, Is.Zero);
    }
}
