using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>What a relay tells by short id. Peer 7 is the maker; peer 1 is its neighbour, and peer 2 is not.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ShortAdvertTests
{
    private readonly PublishWorld _world = new PublishWorld().Join(7, 70).Join(1, 10).Join(2, 20);

    [SetUp]
    public void Connect()
    {
        _world.Neighbours.Add((Some.Peer(7), Some.Peer(1)));
        _world.Hear(1);
        _world.Hear(2);
        _world.Gain(1, size: 50, maker: Some.Peer(7));
        _world.Pass(_world.Options.RelayDelay + _world.Options.GatherRelaysFor);
    }

    [Test]
    public void A_neighbour_of_the_maker_hears_the_short_id()
    {
        var message = (SlotsMessage)_world.Hear(1).Single();
        Assert.That(message.Updates, Is.Empty);
        Assert.That(message.Shorts, Is.EqualTo(new[] { new ShortAdvert(0, 1, Some.Id(1).Hash.Prefix) }));
    }

    [Test]
    public void While_the_maker_is_away_its_neighbours_hear_the_advert() =>
        Assert.That(_world.Leave(7, 70).HearUpdates(1).Single().Advert!.Value.Id, Is.EqualTo(Some.Id(1)));

    [Test]
    public void Everybody_else_hears_the_advert() =>
        Assert.That(_world.HearUpdates(2).Single().Advert!.Value.Id, Is.EqualTo(Some.Id(1)));

    [Test]
    public void Of_a_single_chunk_a_neighbour_of_the_maker_hears_after_a_moment_and_others_at_once()
    {
        _world.Hear(1);
        _world.Hear(2);
        _world.Gain(2, size: 5_000, maker: Some.Peer(7));
        Assert.That(_world.HearUpdates(2).Single().Advert!.Value.Id, Is.EqualTo(Some.Id(2)));
        Assert.That(_world.Hear(1), Is.Empty);
        _world.Pass(_world.Options.RelayDelay + _world.Options.GatherRelaysFor);
        Assert.That(((SlotsMessage)_world.Hear(1).Single()).Shorts.Single().ShortId, Is.EqualTo(Some.Id(2).Hash.Prefix));
    }

    [Test]
    public void Of_several_chunks_everybody_hears_at_once()
    {
        _world.Hear(1);
        _world.Gain(2, size: 10 << 20, maker: Some.Peer(7));
        Assert.That(_world.HearUpdates(1).Single().Advert!.Value.Id, Is.EqualTo(Some.Id(2)));
    }

    [Test]
    public void Who_cannot_resolve_it_is_told_in_full()
    {
        _world.Hear(1);
        _world.Say(1, 10, Unresolved(1));
        Assert.That(_world.HearUpdates(1).Single().Advert!.Value.Id, Is.EqualTo(Some.Id(1)));
    }

    [Test]
    public void Who_asks_again_and_again_is_answered_as_repairs_allow()
    {
        _world.Hear(1);
        var answers = 0;
        for (var i = 0; i < 1_000; i++)
        {
            _world.Say(1, 10, Unresolved(1));
            answers += _world.HearUpdates(1).Count;
        }

        Assert.That(answers, Is.InRange(2, 100));
    }

    [Test]
    public void What_is_not_resolved_here_is_asked_of_its_sender()
    {
        _world.Hear(1);
        _world.Handle(new Tidings.Blocks.Publish.PublishOwed(new Tidings.Blocks.Dedupe.UnresolvedDue(Some.Peer(1), 10, [4, 9])));
        Assert.That(((MismatchMessage)_world.Hear(1).Single()).Commits, Is.EqualTo(new ulong[] { 4, 9 }));
    }

    private static MismatchMessage Unresolved(ulong commit) => new(Some.Kind, [], false) { Commits = [commit] };
}
