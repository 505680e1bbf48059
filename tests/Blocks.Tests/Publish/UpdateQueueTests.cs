using Tidings.Blocks.Publish;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>Emptied slots in the line of one peer.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UpdateQueueTests
{
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);

    private readonly UpdateQueue _queue = new(Gather);
    private readonly Slot _slot = new(3);

    [Test]
    public void A_slot_that_is_emptied_again_and_again_has_one_place()
    {
        for (var i = 0; i < 100; i++)
        {
            _queue.AddGoneAt(Later, _slot);
        }

        Assert.That(Gone(Later), Is.EqualTo(new[] { 3 }));
        _queue.AddGoneAt(Later, _slot);
        Assert.That(Gone(Later), Is.EqualTo(new[] { 3 }), "and one again after it was told");
    }

    [Test]
    public void That_it_is_gone_is_all_there_is_to_say_until_there_is_more()
    {
        _queue.AddGone(_slot);
        Assert.That(_queue.IsGone(_slot), Is.True);
        _queue.Add(_slot);
        Assert.That(_queue.IsGone(_slot), Is.False);
    }

    [Test]
    public void Nothing_goes_before_its_time_and_others_do_not_hurry_for_it()
    {
        _queue.AddGoneAt(Later, _slot);
        _queue.AddAt(Later, new Slot(4));
        Assert.That(_queue.NextDue, Is.EqualTo(Later));
        Assert.That(Gone(Later - TimeSpan.FromTicks(1)), Is.Empty);
        Assert.That(Gone(Later), Is.EqualTo(new[] { 3 }));
        Assert.That(_queue.MayTakeDue(Later), Is.False);
        Assert.That(_queue.NextDue, Is.EqualTo(Later + Gather));
    }

    private List<int> Gone(TimeSpan now)
    {
        var gone = new List<int>();
        while (_queue.TryTakeGone(now, out var slot))
        {
            gone.Add(slot.Number);
        }

        return gone;
    }
}
