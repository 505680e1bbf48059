using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>
/// A node that comes to a pool fetches from their makers what these pushed to others: it hears at once of what is made here, says what it has, and hears little by little of the rest.
/// </summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LateComerTests
{
    private const int Maker = 7;
    private const int Smaller = 1;
    private const int Larger = 6;

    private readonly PublishWorld _world = new PublishWorld().Join(Maker, 70);
    private readonly SlotTable _makersTable = new(Some.Peer(Maker), 2048);

    [SetUp]
    public void Connect()
    {
        _makersTable.Join(70, 1, 2048);
        _world.Neighbours.Add((Some.Peer(Maker), Some.Peer(Smaller)));
        _world.Neighbours.Add((Some.Peer(Maker), Some.Peer(Larger)));
    }

    [TestCase(Smaller)]
    [TestCase(Larger)]
    public void It_hears_at_once_of_what_is_made_here_and_later_of_what_was_pushed_to_others(int peer)
    {
        Relay(1);
        _world.Gain(2, size: 50).Gain(3, size: 5_000, maker: Some.Peer(Maker)).Join(peer, 10);
        var first = _world.Hear(peer);
        Assert.That(Slots(first), Is.EquivalentTo(new[] { 1u, 2u }), "what is too large to be pushed is fetched from several");
        Assert.That(first.OfType<SyncedMessage>(), Has.Exactly(1).Items, "the rest needs not be told");
        Assert.That(_world.Core.NextWake, Is.EqualTo(_world.Options.RelayDelay));
        Assert.That(_world.Pass(_world.Options.RelayDelay).HearSlots(peer), Is.EqualTo(new[] { 0u }));
    }

    [Test]
    public void Of_what_it_says_that_it_has_it_hears_nothing()
    {
        Relay(1);
        Relay(2);
        _world.Join(Larger, 10).Hear(Larger);
        _world.Say(Larger, 10, new HeldMessage(Some.Kind, []) { Shorts = [Short(1)] });
        Assert.That(_world.Pass(_world.Options.RelayDelay).HearSlots(Larger), Is.EqualTo(new[] { 1u }));
        Assert.That(_world.StatesOf(1), Has.Member(ReceiptState.Held));
    }

    [Test]
    public void Little_is_told_at_a_time_and_all_in_the_end()
    {
        for (var i = 1; i <= 300; i++)
        {
            Relay(i);
        }

        _world.Join(Larger, 10).Hear(Larger);
        var told = Enumerable.Range(0, 4).Select(_ => _world.Pass(_world.Options.RelayDelay).HearSlots(Larger)).ToList();
        Assert.That(told.Select(slots => slots.Count), Is.EqualTo(new[] { 128, 128, 44, 0 }));
        Assert.That(told.SelectMany(slots => slots).Distinct().Count(), Is.EqualTo(300));
        Assert.That(told[0].Min(), Is.GreaterThan(0), "who has as much begins at another place");
    }

    [Test]
    public void Of_a_large_pool_that_it_has_only_a_part_is_looked_at_in_a_step()
    {
        var world = new PublishWorld(new PublishOptions { HeartbeatInterval = TimeSpan.FromMinutes(1) }, slots: 8192).Join(Maker, 70);
        world.Neighbours.UnionWith(_world.Neighbours);
        for (var i = 1; i <= 5_000; i++)
        {
            world.Index.Name(Some.Id(i), _makersTable, i, (ulong)i);
            world.Gain(i, size: 50, maker: Some.Peer(Maker));
        }

        world.Join(Larger, 10).Hear(Larger);
        foreach (var marks in Enumerable.Range(1, 5_000).Select(Short).Chunk(WireLimits.ShortMarksPerFrame))
        {
            world.Say(Larger, 10, new HeldMessage(Some.Kind, []) { Shorts = marks });
        }

        var step = world.Options.RelayDelay;
        Assert.That(world.Pass(step).HearSlots(Larger), Is.Empty);
        Assert.That(world.Core.NextWake, Is.EqualTo(world.Now + step), "the rest is looked at later");
        Assert.That(world.Pass(step).HearSlots(Larger), Is.Empty);
        Assert.That(world.Core.NextWake, Is.GreaterThan(world.Now + step));
    }

    [Test]
    public void Where_relays_are_not_delayed_all_is_told_at_once()
    {
        var world = new PublishWorld(new PublishOptions { RelayDelay = TimeSpan.Zero }).Join(Maker, 70);
        world.Neighbours.Add((Some.Peer(Maker), Some.Peer(Larger)));
        world.Gain(1, size: 50, maker: Some.Peer(Maker)).Join(Larger, 10);
        Assert.That(world.HearSlots(Larger), Has.Count.EqualTo(1));
    }

    [Test]
    public void Of_what_is_known_from_nobody_else_it_hears_at_once()
    {
        Relay(1);
        _world.Leave(Maker, 70).Join(Larger, 10);
        Assert.That(_world.HearSlots(Larger), Has.Count.EqualTo(1));
    }

    [Test]
    public void Of_what_its_maker_has_no_more_it_hears_at_once()
    {
        _world.Gain(1, size: 50, maker: Some.Peer(Maker)).Join(Larger, 10);
        Assert.That(_world.HearSlots(Larger), Has.Count.EqualTo(1));
    }

    [Test]
    public void When_the_maker_leaves_it_hears_of_all_that_was_made_there()
    {
        for (var i = 1; i <= 300; i++)
        {
            Relay(i);
        }

        _world.Join(Larger, 10).Hear(Larger);
        Assert.That(_world.Leave(Maker, 70).HearSlots(Larger), Has.Count.EqualTo(300));
        Assert.That(_world.Pass(_world.Options.RelayDelay).HearSlots(Larger), Is.Empty);
    }

    [Test]
    public void Of_what_was_published_here_as_well_it_hears_at_once_so_that_it_says_that_it_has_it()
    {
        Relay(1);
        _world.Handle(new PublishChanges([new SlotChange(Some.Advert(1, 50, 0, Some.Peer(Maker)), true, null)])).Join(Larger, 10);
        Assert.That(_world.HearSlots(Larger), Has.Count.EqualTo(1));
    }

    [Test]
    public void What_one_session_did_not_come_to_the_next_begins_with()
    {
        for (var i = 1; i <= 300; i++)
        {
            Relay(i);
        }

        var told = new HashSet<uint>();
        for (var session = 10; session < 13; session++)
        {
            _world.Join(Larger, session).Hear(Larger);
            told.UnionWith(_world.Pass(_world.Options.RelayDelay).HearSlots(Larger));
            _world.Leave(Larger, session);
        }

        Assert.That(told, Has.Count.EqualTo(300));
    }

    [Test]
    public void What_it_remembers_from_before_is_taken_back()
    {
        _world.Join(Larger, 10).Gain(1, size: 50);
        var told = _world.HearUpdates(Larger).Single();
        _world.Lose(1);
        Relay(2);
        var kept = new KeptTable(PublishWorld.Incarnation, [SlotDigest.OfSlot(told.Slot, told.Commit)]);
        _world.Leave(Larger, 10).Join(Larger, 11, kept).Say(Larger, 11, new HeldMessage(Some.Kind, []) { Shorts = [Short(2)] });
        Assert.That(_world.HearSlots(Larger), Is.Empty);
        var gone = _world.Pass(_world.Options.HeartbeatInterval).HearUpdates(Larger).Single();
        Assert.That((gone.Slot, gone.Advert), Is.EqualTo((told.Slot, (Advert?)null)));
    }

    [Test]
    public void What_it_had_to_fetch_it_marks_to_all()
    {
        _world.Join(Smaller, 10).Join(Larger, 60);
        _world.Hear(Smaller);
        _world.Hear(Larger);
        _world.Handle(new PublishChanges([new SlotChange(Some.Advert(1, 50, 0, Some.Peer(Maker)), true, null, IsFetched: true)]));
        _world.Pass(_world.Options.GatherShortMarksFor);
        Assert.That(((HeldMessage)_world.Hear(Smaller).Single()).Shorts, Is.EqualTo(new[] { Short(1) }), "it has had it for long, and would be told otherwise");
        Assert.That(((HeldMessage)_world.Hear(Larger).Single()).Shorts, Is.EqualTo(new[] { Short(1) }));
    }

    [Test]
    public void What_everybody_fetches_the_smaller_one_alone_marks()
    {
        _world.Join(Smaller, 10);
        _world.Hear(Smaller);
        _world.Handle(new PublishChanges([new SlotChange(Some.Advert(1, 5_000, 0, Some.Peer(Maker)), true, null, IsFetched: true)]));
        Assert.That(_world.Pass(_world.Options.GatherShortMarksFor).Hear(Smaller), Is.Empty);
    }

    private static ulong Short(int artifact) => Some.Id(artifact).Hash.Prefix;

    private static IEnumerable<uint> Slots(IEnumerable<WireMessage> messages) =>
        messages.OfType<SlotsMessage>().SelectMany(message => message.Updates.Select(update => update.Slot).Concat(message.Shorts.Select(update => update.Slot)));

    private void Relay(int artifact)
    {
        _world.Index.Name(Some.Id(artifact), _makersTable, artifact, (ulong)artifact);
        _world.Gain(artifact, size: 50, maker: Some.Peer(Maker));
    }
}
