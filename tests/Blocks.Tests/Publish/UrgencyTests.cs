using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>What is urgent is told first, asks for room as urgent, and waits for nobody's answer.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UrgencyTests
{
    private readonly PublishWorld _world = new PublishWorld().Join(1, 10);

    [SetUp]
    public void Greet() => _world.Hear(1);

    [Test]
    public void The_most_urgent_is_told_first_and_those_of_a_class_in_their_order()
    {
        Gain(1, FetchPriority.Later).Gain(2);
        Gain(3, FetchPriority.FetchNow).Gain(4);
        Gain(5, FetchPriority.FetchNow);
        Assert.That(Told(_world.HearUpdates(1)), Is.EqualTo(new[] { 3, 5, 2, 4, 1 }));
    }

    [Test]
    public void Room_is_asked_for_with_the_class_of_the_most_urgent_and_again_when_something_more_urgent_comes()
    {
        Gain(1, FetchPriority.Later);
        Assert.That(Demanded.Class, Is.EqualTo(FetchPriority.Later));
        Gain(2, FetchPriority.FetchNow, size: 50);
        Assert.That(Demanded.Class, Is.EqualTo(FetchPriority.FetchNow));
        Gain(3, FetchPriority.Fetch, size: 50);
        Assert.That(_world.Last.Outputs, Is.Empty, "one word for all, until it has doubled");

        Assert.That(_world.Hear(1), Has.Count.EqualTo(1));
        Assert.That(_world.Last.Outputs.OfType<OutboundMessage>().Single().Class, Is.EqualTo(FetchPriority.FetchNow));
    }

    [Test]
    public void Marks_are_of_the_usual_class()
    {
        _world.Handle(new PublishOwed(new HeldDue(Some.Peer(1), 10, [new HeldEntry(3, Some.Id(3))])));
        Assert.That(Demanded.Class, Is.EqualTo(FetchPriority.Fetch));
        Gain(1, FetchPriority.Later);
        Assert.That(Demanded.Class, Is.EqualTo(FetchPriority.Fetch));
        Assert.That(_world.Hear(1).Select(message => message.GetType()), Is.EqualTo(new[] { typeof(HeldMessage), typeof(SlotsMessage) }));
    }

    [Test]
    public void What_is_more_urgent_than_the_last_push_does_not_gather_and_takes_along_what_does()
    {
        Gain(1, FetchPriority.Fetch, size: 50);
        Assert.That(_world.HearUpdates(1), Has.Count.EqualTo(1));
        Gain(2, FetchPriority.Fetch, size: 50);
        Gain(3, FetchPriority.Later);
        Assert.That(_world.HearUpdates(1), Is.Empty, "they wait for the answer");
        Gain(4, FetchPriority.FetchNow, size: 50);
        Assert.That(Told(_world.HearUpdates(1)), Is.EqualTo(new[] { 4, 2, 3 }));

        Gain(5, FetchPriority.FetchNow, size: 50);
        Assert.That(_world.HearUpdates(1), Is.Empty, "one urgent push waits for the answer to another");
        _world.Pass(_world.Options.AnswerWithin);
        Assert.That(Told(_world.HearUpdates(1)), Is.EqualTo(new[] { 5 }));
    }

    [Test]
    public void A_removal_is_of_the_usual_class_and_what_takes_the_slot_of_its_own()
    {
        Gain(1, FetchPriority.FetchNow);
        Gain(2, FetchPriority.Later);
        _world.Hear(1);
        _world.Lose(1);
        Gain(3, FetchPriority.Later);
        Gain(4, FetchPriority.Fetch);
        var updates = _world.HearUpdates(1);
        Assert.That(Told(updates), Is.EqualTo(new[] { 4, 3 }));
        Assert.That(updates.Select(update => update.Slot), Is.EqualTo(new[] { 2, 0 }));
    }

    private Demand Demanded => _world.Demands[Some.Peer(1)];

    private PublishWorld Gain(int artifact, FetchPriority priority, int size = 5_000) => _world.Handle(new PublishChanges(
        [new SlotChange(Some.Advert(artifact, size, 0, PublishWorld.Self), true, new BytesContent(size), priority)]));

    private static IEnumerable<int> Told(List<SlotUpdate> updates) =>
        updates.Select(update => Enumerable.Range(1, 9).Single(artifact => Some.Id(artifact) == update.Advert!.Value.Id));
}
