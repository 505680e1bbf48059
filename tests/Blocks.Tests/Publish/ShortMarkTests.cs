using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>Of two neighbours of a maker one says by short marks what it has, and the other one asks for what it lacks. This node is 5; peer 7 is the maker.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ShortMarkTests
{
    private const int Smaller = 1;
    private const int Larger = 6;
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly PublishWorld _world = new PublishWorld(new PublishOptions { HeartbeatInterval = TimeSpan.FromSeconds(20), GatherFor = TimeSpan.Zero }).Join(7, 70).Join(Smaller, 10).Join(Larger, 60);

    private TimeSpan RelayDue => _world.Options.RelayDelay + _world.Options.GatherRelaysFor;

    [SetUp]
    public void Connect()
    {
        _world.Neighbours.Add((Some.Peer(7), Some.Peer(Smaller)));
        _world.Neighbours.Add((Some.Peer(7), Some.Peer(Larger)));
        HearAll();
    }

    [Test]
    public void The_smaller_of_two_says_what_it_has_in_one_frame_after_a_moment_and_nothing_else()
    {
        Relay(1).Pass(_world.Options.GatherShortMarksFor / 2);
        Relay(2);
        Assert.That(_world.Pass((_world.Options.GatherShortMarksFor / 2) - Tick).Hear(Larger), Is.Empty);
        Assert.That(_world.Pass(Tick).Core.NextWake, Is.GreaterThan(_world.Now), "what is due waits for room, and not for a time that has come");
        var marks = (HeldMessage)_world.Hear(Larger).Single();
        Assert.That(marks.Commits, Is.Empty);
        Assert.That(marks.Shorts, Is.EqualTo(new[] { Short(1), Short(2) }));
        Assert.That(_world.Pass(RelayDue).Hear(Larger), Is.Empty, "it asks if it lacks them");
    }

    [Test]
    public void Short_marks_go_with_held_marks_that_go_anyway()
    {
        Relay(1);
        _world.Handle(new PublishOwed(new Tidings.Blocks.Dedupe.HeldDue(Some.Peer(Larger), 60, [new Tidings.Blocks.Dedupe.HeldEntry(3, Some.Id(3))])));
        var marks = (HeldMessage)_world.Hear(Larger).Single();
        Assert.That(marks.Commits, Is.EqualTo(new[] { new CommitRange(3, 3) }));
        Assert.That(marks.Shorts, Is.EqualTo(new[] { Short(1) }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Who_gave_a_mark_is_told_nothing(bool isMarkFirst)
    {
        if (isMarkFirst)
        {
            Mark(Short(1));
        }

        Relay(1);
        if (!isMarkFirst)
        {
            Mark(Short(1));
        }

        Assert.That(_world.Pass(RelayDue).Hear(Smaller), Is.Empty);
        Assert.That(_world.Receipts.Open(Some.Id(1)).Peers, Does.Contain(new PeerReceipt(Some.Peer(Smaller), ReceiptState.Held)));
    }

    [Test]
    public void Who_gave_none_is_told()
    {
        Relay(1);
        Mark(Short(2));
        Assert.That(_world.Pass(RelayDue).HearSlots(Smaller), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_mark_is_for_the_artifact_and_not_for_the_slot()
    {
        Mark(Short(1));
        Relay(1).Lose(1);
        Relay(2);
        Assert.That(_world.Pass(RelayDue).HearSlots(Smaller), Has.Count.EqualTo(1));
    }

    [Test]
    public void What_a_peer_has_and_we_lack_is_asked_for_a_few_times()
    {
        Mark(Short(1));
        Assert.That(_world.Pass(_world.Options.ShortMarksWithin - Tick).Hear(Smaller), Is.Empty, "it may be on its way from the maker");
        Assert.That(Asked(Tick), Is.EqualTo(new[] { Short(1) }));
        Assert.That(Asked(_world.Options.HeartbeatInterval), Is.EqualTo(new[] { Short(1) }), "the answer may be lost");
        Assert.That(Asked(_world.Options.HeartbeatInterval), Is.EqualTo(new[] { Short(1) }));
        Assert.That(Asked(_world.Options.HeartbeatInterval), Is.Empty, "it may have lost the artifact");
    }

    [Test]
    public void What_came_meanwhile_is_not_asked_for()
    {
        Mark(Short(1));
        Relay(1);
        Assert.That(Asked(_world.Options.ShortMarksWithin), Is.Empty);
    }

    [Test]
    public void Who_asks_is_told_in_full()
    {
        Relay(1).Pass(_world.Options.GatherShortMarksFor).Hear(Larger);
        _world.Say(Larger, 60, new MismatchMessage(Some.Kind, [], false) { Shorts = [Short(1), Short(2)] });
        Assert.That(_world.HearUpdates(Larger).Single().Advert!.Value.Id, Is.EqualTo(Some.Id(1)));
        _world.Say(Larger, 60, new MismatchMessage(Some.Kind, [], false) { Shorts = [Short(1)] });
        Assert.That(_world.Hear(Larger), Is.Empty, "it was told");
    }

    [Test]
    public void Who_gave_a_mark_and_wants_it_again_is_told()
    {
        Relay(1);
        Mark(Short(1));
        _world.Say(Smaller, 10, new MismatchMessage(Some.Kind, [], false) { Shorts = [Short(1)] });
        Assert.That(_world.HearUpdates(Smaller).Single().Advert!.Value.Id, Is.EqualTo(Some.Id(1)));
    }

    [Test]
    public void Marks_that_were_lost_are_found_by_their_digest_and_all_is_told()
    {
        Relay(1).Pass(_world.Options.GatherShortMarksFor).Hear(Larger);
        var digest = _world.Pass(_world.Options.HeartbeatInterval).Hear(Larger).OfType<HeldDigestMessage>().Single();
        Assert.That(digest.ShortDigest, Is.EqualTo(SlotDigest.OfShortMark(Short(1))));

        _world.Say(Smaller, 10, digest);
        Assert.That(((MismatchMessage)_world.Hear(Smaller).First()).ShortMarks, Is.True);
        _world.Say(Smaller, 10, digest);
        Assert.That(_world.Hear(Smaller).OfType<MismatchMessage>(), Is.Empty, "once");

        _world.Say(Larger, 60, new MismatchMessage(Some.Kind, [], false) { ShortMarks = true });
        Assert.That(_world.HearSlots(Larger), Is.Empty, "it costs a look at every slot, and waits for the heartbeat");
        Assert.That(_world.Pass(_world.Options.HeartbeatInterval).HearSlots(Larger), Has.Count.EqualTo(1));
    }

    [Test]
    public void Who_wants_all_again_is_told_also_of_what_it_gave_marks_for()
    {
        Relay(1);
        Mark(Short(1));
        _world.Say(Smaller, 10, new MismatchMessage(Some.Kind, [], false) { ShortMarks = true });
        Assert.That(_world.Pass(_world.Options.HeartbeatInterval).HearSlots(Smaller), Has.Count.EqualTo(1));
    }

    [Test]
    public void Who_gave_a_mark_before_we_had_it_and_wants_it_again_is_told_when_we_have()
    {
        Mark(Short(1));
        _world.Say(Smaller, 10, new MismatchMessage(Some.Kind, [], false) { Shorts = [Short(1)] });
        Assert.That(Relay(1).Pass(RelayDue).HearSlots(Smaller), Has.Count.EqualTo(1));
    }

    [Test]
    public void What_has_come_before_the_ask_went_is_not_asked_for()
    {
        _world.Handle(new PublishReleased([Some.Id(1)]));
        Relay(1);
        Assert.That(_world.Hear(Larger), Is.Empty, "who is asked forgets the mark that we give");
    }

    [Test]
    public void Who_wants_all_again_is_asked_for_what_it_gave_marks_for_that_we_lack()
    {
        _world.Say(Smaller, 10, new MismatchMessage(Some.Kind, [], false) { ShortMarks = true });
        _world.Pass(_world.Options.HeartbeatInterval - Tick);
        Mark(Short(1));
        Assert.That(Asked(Tick), Is.EqualTo(new[] { Short(1) }));
    }

    [Test]
    public void What_is_gone_before_its_mark_went_gets_none()
    {
        Relay(1).Lose(1);
        Relay(2);
        Assert.That(((HeldMessage)_world.Pass(_world.Options.GatherShortMarksFor).Hear(Larger).Single()).Shorts, Is.EqualTo(new[] { Short(2) }));
        Relay(3).Lose(3);
        Assert.That(_world.Pass(_world.Options.GatherShortMarksFor).Hear(Larger), Is.Empty);
    }

    [Test]
    public void What_is_asked_for_again_does_not_hold_up_what_is_asked_for_first()
    {
        Mark(Short(1));
        Assert.That(Asked(_world.Options.ShortMarksWithin), Is.EqualTo(new[] { Short(1) }));
        Mark(Short(2));
        Assert.That(Asked(_world.Options.ShortMarksWithin), Is.EqualTo(new[] { Short(2) }));
    }

    [Test]
    public void What_was_removed_and_is_wanted_again_is_asked_for()
    {
        _world.Handle(new PublishReleased([Some.Id(1)]));
        Assert.That(((MismatchMessage)_world.Hear(Smaller).Single()).Shorts, Is.EqualTo(new[] { Short(1) }));
        Assert.That(((MismatchMessage)_world.Hear(Larger).Single()).Shorts, Is.EqualTo(new[] { Short(1) }));
    }

    [Test]
    public void What_is_published_here_as_well_is_told_to_all_so_that_they_say_who_has_it()
    {
        Relay(1).Pass(_world.Options.GatherShortMarksFor).Hear(Larger);
        _world.Handle(new PublishChanges([new SlotChange(Some.Advert(1, 50, 0, Some.Peer(7)), true, null)]));
        Assert.That(_world.HearSlots(Larger), Has.Count.EqualTo(1));
    }

    [Test]
    public void Who_remembers_another_artifact_in_the_slot_hears_that_it_is_gone()
    {
        _world.Gain(1, size: 50);
        HearAll();
        _world.Lose(1);
        Relay(2).Pass(_world.Options.GatherShortMarksFor).Hear(Larger);
        var gone = _world.Pass(_world.Options.HeartbeatInterval).HearUpdates(Larger).Single();
        Assert.That((gone.Slot, gone.Commit, gone.Advert), Is.EqualTo((0u, 2ul, (Advert?)null)));
        _world.Say(Larger, 60, new MismatchMessage(Some.Kind, [], false) { Shorts = [Short(2)] });
        Assert.That(_world.HearUpdates(Larger).Single().Commit, Is.EqualTo(3), "and later what it holds, which is newer");
    }

    [Test]
    public void Beyond_a_frame_of_marks_a_slow_peer_is_told_like_the_others()
    {
        for (var i = 0; i <= WireLimits.ShortMarksPerFrame; i++)
        {
            Relay(i + 1).Lose(i + 1);
        }

        Relay(9_999).Pass(RelayDue);
        Assert.That(_world.Hear(Larger).OfType<SlotsMessage>().Single().Shorts.Single().ShortId, Is.EqualTo(Short(9_999)));
    }

    [Test]
    public void A_new_session_begins_without_marks()
    {
        Relay(1);
        Mark(Short(1));
        Mark(Short(2));
        _world.Leave(Smaller, 10).Join(Smaller, 11);
        Assert.That(_world.Pass(_world.Options.RelayDelay).HearSlots(Smaller), Has.Count.EqualTo(1));
        Assert.That(_world.Pass(_world.Options.ShortMarksWithin).Hear(Smaller).OfType<MismatchMessage>(), Is.Empty);
    }

    [Test]
    public void A_peer_that_gives_marks_without_end_costs_a_frame_of_them()
    {
        for (var i = 0; i < 10; i++)
        {
            Mark([.. Enumerable.Range(1, WireLimits.ShortMarksPerFrame).Select(n => ((ulong)i << 32) + (ulong)n)]);
        }

        Assert.That(Asked(_world.Options.ShortMarksWithin), Has.Count.EqualTo(ShortMarksIn.UnmetMax));
        var said = Enumerable.Range(0, 10).SelectMany(i => Enumerable.Range(1, WireLimits.ShortMarksPerFrame).Select(n => ((ulong)i << 32) + (ulong)n));
        var digest = said.Aggregate(0ul, (sum, shortId) => unchecked(sum + SlotDigest.OfShortMark(shortId)));
        _world.Say(Smaller, 10, new HeldDigestMessage(Some.Kind, 0, 0, digest));
        Assert.That(_world.Hear(Smaller).OfType<MismatchMessage>().First().ShortMarks, Is.True, "what was beyond it was not heard, and is told in another way");
    }

    private static ulong Short(int artifact) => Some.Id(artifact).Hash.Prefix;

    private PublishWorld Relay(int artifact) => _world.Gain(artifact, size: 50, maker: Some.Peer(7));

    private void Mark(params ulong[] shortIds) => _world.Say(Smaller, 10, new HeldMessage(Some.Kind, []) { Shorts = shortIds });

    private List<ulong> Asked(TimeSpan after) =>
        [.. _world.Pass(after).Hear(Smaller).OfType<MismatchMessage>().SelectMany(message => message.Shorts)];

    private void HearAll()
    {
        _world.Hear(7);
        _world.Hear(Smaller);
        _world.Hear(Larger);
    }
}
