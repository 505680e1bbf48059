using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>What nobody waits for waits for company: fewer frames, and nothing is lost by it.</summary>
public sealed class GatherTests
{
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private PublishWorld _world = null!;

    [SetUp]
    public void SetUp()
    {
        _world = new PublishWorld(new PublishOptions { GatherFor = Gather, HeartbeatInterval = TimeSpan.FromMinutes(1) }).Join(1, 1).Join(7, 2);
        _world.Neighbours.Add((Some.Peer(7), Some.Peer(1)));
        _world.Hear(1);
    }

    [Test]
    public void Held_marks_go_in_one_frame_when_the_first_has_waited_long_enough()
    {
        Owe(3).Pass(Gather / 2);
        Owe(4);
        Owe(9);
        Assert.That(_world.Hear(1), Is.Empty);
        Assert.That(_world.Core.NextWake, Is.EqualTo(Gather));
        _world.Pass((Gather / 2) - Tick);
        Assert.That(_world.Hear(1), Is.Empty);
        _world.Pass(Tick);
        Assert.That(((HeldMessage)_world.Hear(1).Single()).Commits, Is.EqualTo(new[] { new CommitRange(3, 4), new CommitRange(9, 9) }));

        Owe(10);
        Assert.That(_world.Hear(1), Is.Empty, "the next ones gather anew");
        Assert.That(_world.Pass(Gather).Hear(1), Has.Count.EqualTo(1));
    }

    [Test]
    public void Held_marks_go_with_what_goes_to_the_peer_anyway_when_they_are_due_soon()
    {
        Owe(3).Gain(1, size: 50);
        Assert.That(_world.HearSlots(1), Has.Count.EqualTo(1));
        _world.Pass(Gather - _world.Options.AnswerWithin).Gain(2, size: 50);
        Assert.That(_world.Hear(1).Select(message => message.GetType()), Is.EqualTo(new[] { typeof(HeldMessage), typeof(SlotsMessage) }));
        Assert.That(_world.Pass(Gather).Hear(1).OfType<HeldMessage>(), Is.Empty, "once");
    }

    [Test]
    public void Marks_that_ended_while_they_gathered_leave_nothing_behind()
    {
        Owe(3);
        _world.Handle(new PublishOwed(new HeldEnded(Some.Peer(1), 1, [new HeldEntry(3, Some.Id(3))])));
        Assert.That(_world.Pass(Gather).Hear(1), Is.Empty);
        Owe(4);
        Assert.That(_world.Hear(1), Is.Empty);
        Assert.That(_world.Pass(Gather).Hear(1), Has.Count.EqualTo(1));
    }

    [Test]
    public void Marks_that_a_peer_missed_are_repeated_at_once()
    {
        Owe(3).Pass(Gather).Hear(1);
        _world.Say(1, 1, new MismatchMessage(Some.Kind, [], Held: true));
        Assert.That(_world.Hear(1).Single(), Is.TypeOf<HeldMessage>());
    }

    [Test]
    public void A_relayed_advert_goes_with_an_update_that_goes_anyway_but_not_before_its_time()
    {
        Relay(1);
        Assert.That(_world.Gain(2).HearSlots(1), Is.EqualTo(new[] { 1 }), "it may still learn of it from the maker");
        Assert.That(_world.Pass(_world.Options.RelayDelay).Hear(1), Is.Empty);
        Assert.That(_world.Gain(3).HearSlots(1), Is.EqualTo(new[] { 2, 0 }));
    }

    [Test]
    public void Relayed_adverts_go_together_when_the_first_can_gather_no_longer()
    {
        Relay(1).Pass(Gather / 2);
        Relay(2);
        var left = _world.Options.RelayDelay + Gather - _world.Now;
        Assert.That(_world.Pass(left - Tick).Hear(1), Is.Empty);
        Assert.That(_world.Pass(Tick).HearSlots(1), Has.Count.EqualTo(2));
    }

    [Test]
    public void A_slot_that_was_empty_for_a_while_does_not_hurry_the_relayed_adverts_that_gather()
    {
        _world.Gain(5).Hear(1);
        _world.Lose(5).Gain(6);
        Assert.That(_world.HearUpdates(1).Single().Slot, Is.Zero, "the new one takes the place of the old");
        _world.Pass(_world.Options.HeartbeatInterval - _world.Options.RelayDelay - Tick);
        Relay(1).Pass(_world.Options.RelayDelay + Tick);
        Assert.That(_world.HearSlots(1), Is.Empty);
        Assert.That(_world.Pass(Gather).HearSlots(1), Is.EqualTo(new[] { 1 }));
    }

    private PublishWorld Owe(int commit) => _world.Handle(new PublishOwed(new HeldDue(Some.Peer(1), 1, [new HeldEntry((ulong)commit, Some.Id(commit))])));

    private PublishWorld Relay(int artifact) => _world.Gain(artifact, size: 50, maker: Some.Peer(7));
}
