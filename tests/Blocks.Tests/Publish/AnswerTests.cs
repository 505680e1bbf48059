using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>After a push what changes gathers until the peer answers, much waits, or a moment has passed.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AnswerTests
{
    private readonly PublishWorld _world = new PublishWorld().Join(1, 10);

    [SetUp]
    public void Push()
    {
        _world.Hear(1);
        Assert.That(_world.Gain(1, size: 50).HearUpdates(1).Single().Body, Is.Not.Null, "the first waits for nothing");
    }

    [Test]
    public void A_few_pushes_do_not_wait_for_answers()
    {
        var world = new PublishWorld(new PublishOptions { GatherFor = TimeSpan.Zero, GatherFromPushes = 3 }).Join(1, 10);
        world.Hear(1);
        for (var i = 1; i <= 3; i++)
        {
            Assert.That(world.Gain(i, size: 50).HearUpdates(1), Has.Count.EqualTo(1));
        }

        Assert.That(world.Gain(4, size: 50).HearUpdates(1), Is.Empty, "three have not been answered");
        world.Say(1, 10, new HeldMessage(Some.Kind, [new CommitRange(1, 1)]));
        Assert.That(world.HearUpdates(1), Has.Count.EqualTo(1));
        Assert.That(world.Gain(5, size: 50).HearUpdates(1), Has.Count.EqualTo(1), "an answer is for all that was pushed before");
    }

    [Test]
    public void What_changes_meanwhile_goes_in_one_message_when_the_peer_answers()
    {
        Assert.That(_world.Gain(2, size: 50).Gain(3, size: 50).HearUpdates(1), Is.Empty);
        _world.Say(1, 10, new HeldMessage(Some.Kind, [new CommitRange(1, 1)]));
        Assert.That(((SlotsMessage)_world.Hear(1).Single()).Updates, Has.Count.EqualTo(2));
    }

    [Test]
    public void Who_does_not_answer_is_told_after_a_moment()
    {
        Assert.That(_world.Gain(2, size: 50).HearUpdates(1), Is.Empty);
        Assert.That(_world.Core.NextWake, Is.EqualTo(_world.Now + _world.Options.AnswerWithin));
        Assert.That(_world.Pass(_world.Options.AnswerWithin).HearUpdates(1), Has.Count.EqualTo(1));
    }

    [Test]
    public void Marks_wait_too_and_go_along()
    {
        _world.Handle(new PublishOwed(new HeldDue(Some.Peer(1), 10, [new HeldEntry(3, Some.Id(3))])));
        Assert.That(_world.Hear(1), Is.Empty);
        _world.Gain(2, size: 50).Say(1, 10, new HeldMessage(Some.Kind, [new CommitRange(1, 1)]));
        Assert.That(_world.Hear(1).Select(message => message.GetType()), Is.EqualTo(new[] { typeof(HeldMessage), typeof(SlotsMessage) }));
    }

    [Test]
    public void Who_waits_for_each_other_is_told_after_a_moment()
    {
        _world.Handle(new PublishOwed(new HeldDue(Some.Peer(1), 10, [new HeldEntry(3, Some.Id(3))])));
        Assert.That(_world.Pass(_world.Options.AnswerWithin).Hear(1).Single(), Is.TypeOf<HeldMessage>());
    }

    [Test]
    public void Many_changes_do_not_wait()
    {
        var many = (_world.Options.GatherBytesMax / 100) + 1;
        for (var i = 0; i < many; i++)
        {
            _world.Gain(10 + i, size: 50);
        }

        Assert.That(_world.HearUpdates(1), Is.Not.Empty);
    }

    [Test]
    public void Adverts_of_what_is_not_pushed_are_not_answered_soon_and_so_not_waited_for()
    {
        var world = new PublishWorld().Join(1, 10);
        world.Hear(1);
        Assert.That(world.Gain(1).HearUpdates(1), Has.Count.EqualTo(1));
        Assert.That(world.Gain(2).HearUpdates(1), Has.Count.EqualTo(1));
    }
}
