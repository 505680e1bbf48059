using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Dedupe;

/// <summary>Adverts by short id: peer 1 is the maker, peer 2 tells in short what it has from there.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ShortAdvertTests
{
    private readonly DedupeWorld _world = new DedupeWorld().Join(1, 10).Join(2, 20).Tell(1, 10, Some.Update(0, 5, 1));

    [Test]
    public void What_is_validated_here_is_held_by_its_sender_and_marked()
    {
        Validate(1);
        _world.TellShort(2, 20, Short(3, 7, 1));
        Assert.That(_world.HoldersOf(1), Is.EqualTo(new[] { Some.Peer(1), Some.Peer(2) }));
        Assert.That(_world.Due, Is.EqualTo(new[] { new HeldEntry(7, Some.Id(1)) }));
    }

    [Test]
    public void What_is_not_validated_yet_is_resolved_when_it_is()
    {
        _world.TellShort(2, 20, Short(3, 7, 1));
        Assert.That(_world.HoldersOf(1), Is.EqualTo(new[] { Some.Peer(1) }), "a claim that nobody proved is not taken for the sender's");
        Validate(1);
        Assert.That(_world.HoldersOf(1), Is.EqualTo(new[] { Some.Peer(1), Some.Peer(2) }));
        Assert.That(_world.Due, Does.Contain(new HeldEntry(7, Some.Id(1))));
        Assert.That(Later().Unresolved, Is.Empty);
    }

    [Test]
    public void What_nothing_here_has_is_asked_for_after_a_while()
    {
        _world.TellShort(2, 20, Short(3, 7, 9), Short(4, 8, 1));
        Assert.That(_world.Unresolved, Is.Empty);
        Assert.That(_world.Core.NextWake, Is.EqualTo(_world.Options.ResolveWithin));
        Assert.That(Later().Unresolved, Is.EqualTo(new ulong[] { 7, 8 }));
        Assert.That(Later().Unresolved, Is.Empty);
    }

    [Test]
    public void Who_does_not_answer_is_asked_again()
    {
        _world.TellShort(2, 20, Short(3, 7, 9));
        Later();
        _world.Now += _world.Options.MismatchInterval;
        Assert.That(_world.Handle(new DedupePool([])).Unresolved, Is.EqualTo(new ulong[] { 7 }));
    }

    [Test]
    public void Of_many_a_peer_is_asked_for_some_at_a_time()
    {
        var (max, count) = (_world.Options.AsksMax, (2 * _world.Options.AsksMax) + 3);
        _world.TellShort(2, 20, [.. Enumerable.Range(0, count).Select(i => Short((uint)i + 1, (ulong)i + 7, i + 9))]);
        var asked = new List<ulong>();
        for (var turn = 0; turn < 3; turn++)
        {
            Later();
            asked.AddRange(_world.Unresolved);
            Assert.That(asked, Has.Count.EqualTo(Math.Min(count, (turn + 1) * max)));
            Assert.That(_world.Handle(new DedupePool([])).Unresolved, Is.Empty, "not twice in a turn");
        }

        Assert.That(asked, Is.EqualTo(Enumerable.Range(0, count).Select(i => (ulong)i + 7)), "each once, in the order in which they came");
    }

    [Test]
    public void The_turn_of_one_peer_is_not_that_of_another()
    {
        _world.TellShort(2, 20, [.. Enumerable.Range(0, 2 * _world.Options.AsksMax).Select(i => Short((uint)i + 1, (ulong)i + 7, i + 9))]);
        _world.TellShort(1, 10, Short(1, 6, 5_000));
        Assert.That(Later().Unresolved, Does.Contain(6UL));
    }

    [Test]
    public void The_answer_in_full_takes_its_place()
    {
        _world.TellShort(2, 20, Short(3, 7, 9)).Tell(2, 20, Some.Update(3, 7, 9));
        Assert.That(_world.HoldersOf(9), Is.EqualTo(new[] { Some.Peer(2) }));
        Assert.That(_world.Changes.Single().Commit, Is.EqualTo(7));
        Assert.That(Later().Unresolved, Is.Empty);
    }

    [Test]
    public void A_later_change_of_the_slot_ends_the_waiting()
    {
        _world.TellShort(2, 20, Short(3, 7, 1)).Tell(2, 20, Some.Update(3, 8));
        Assert.That(Later().Unresolved, Is.Empty);
        Validate(1);
        Assert.That(_world.HoldersOf(1), Is.EqualTo(new[] { Some.Peer(1) }));
    }

    [Test]
    public void What_was_never_resolved_does_not_outlive_the_session()
    {
        _world.Sync(2, 20).TellShort(2, 20, Short(3, 7, 9)).Leave(2, 20);
        Assert.That(_world.Kept.KeptOf(Some.Peer(2)), Is.Null, "or it would not be told again");
        Assert.That(Later().Unresolved, Is.Empty);
    }

    [Test]
    public void A_peer_that_names_one_artifact_in_two_slots_waits_for_one_of_them()
    {
        _world.TellShort(2, 20, Short(3, 7, 9), Short(4, 8, 9));
        Assert.That(Later().Unresolved, Is.EqualTo(new ulong[] { 8 }));
    }

    [Test]
    public void However_often_a_peer_changes_its_mind_little_waits()
    {
        var index = new HolderIndex(_world.Options);
        var shorts = new ShortAdverts(index, _world.Pool, _world.Options);
        var table = new SlotTable(Some.Peer(2), 16);
        for (var i = 0; i < 10_000; i++)
        {
            table.At(0).ShortId = (ulong)i;
            shorts.Await(table, 0, TimeSpan.Zero);
            shorts.Forget(table, 0);
        }

        Assert.That(shorts.Places, Is.LessThanOrEqualTo(65));
    }

    [Test]
    public void Nor_does_more_wait_of_a_peer_that_is_asked_as_often_as_may_be_and_changes_its_mind_each_time()
    {
        var shorts = new ShortAdverts(new HolderIndex(_world.Options), _world.Pool, _world.Options);
        var table = new SlotTable(Some.Peer(2), 1024);
        table.Join(20, 1, 1024);
        var effects = new DedupeEffects();
        var asked = 0;
        for (var turn = 1; turn <= 100; turn++)
        {
            for (var slot = 0; slot < _world.Options.AsksMax; slot++)
            {
                shorts.Forget(table, slot);
                ref var entry = ref table.At(slot);
                (entry.IsShort, entry.ShortId, entry.Commit) = (true, (ulong)((turn << 10) + slot), (ulong)turn);
                shorts.Await(table, slot, turn * _world.Options.ResolveWithin);
            }

            shorts.AskDue((turn + 1) * _world.Options.ResolveWithin, effects);
            asked += effects.ToOutputs().OfType<UnresolvedDue>().Sum(due => due.Commits.Count);
            effects.Clear();
        }

        Assert.That(asked, Is.EqualTo(100 * _world.Options.AsksMax));
        Assert.That(shorts.Places, Is.LessThanOrEqualTo(2 * ((2 * _world.Options.AsksMax) + 65)));
    }

    [Test]
    public void A_short_id_beyond_the_table_is_an_offence() =>
        Assert.That(_world.TellShort(2, 20, Short(1024, 7, 1)).Last.OutOfRange?.Peer, Is.EqualTo(Some.Peer(2)));

    private static ShortAdvert Short(uint slot, ulong commit, int artifact) => new(slot, commit, Some.Id(artifact).Hash.Prefix);

    private void Validate(int artifact)
    {
        _world.Pool.Validate(Some.Advert(artifact));
        _world.PoolSays(artifact, ArtifactStatus.Validated);
    }

    private DedupeWorld Later()
    {
        _world.Now += _world.Options.ResolveWithin;
        return _world.Handle(new DedupePool([]));
    }
}
