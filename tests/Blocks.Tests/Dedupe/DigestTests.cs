using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Dedupe;

public sealed class DigestTests
{
    private static readonly PageDigest Right = new(0, unchecked(SlotDigest.OfSlot(0, 5) + SlotDigest.OfSlot(1, 6)));

    private static DedupeWorld Told() => new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 5, 1), Some.Update(1, 4, 2), Some.Update(1, 6));

    [Test]
    public void Equal_pages_are_not_asked_for_and_tombstones_count()
    {
        Assert.That(Told().Sync(1, 10).Digests(1, 10, Right).Last.ToOutputs(), Is.Empty);
    }

    [Test]
    public void A_page_that_differs_is_asked_for_at_most_once_an_interval()
    {
        var world = Told().Sync(1, 10);
        var wrong = Right with { Digest = 1 };
        Assert.That(world.Digests(1, 10, wrong, new PageDigest(1, 1)).Last.Mismatch!.Pages, Is.EqualTo(new uint[] { 0, 1 }));
        Assert.That(world.Last.IsFirstMismatch, Is.True);
        world.Now += world.Options.MismatchInterval - TimeSpan.FromTicks(1);
        Assert.That(world.Digests(1, 10, wrong).Last.Mismatch, Is.Null);
        world.Now += TimeSpan.FromTicks(1);
        Assert.That(world.Digests(1, 10, wrong).Last.Mismatch, Is.Not.Null);
        Assert.That(world.Last.IsFirstMismatch, Is.False);
    }

    [Test]
    public void Digests_before_everything_was_said_are_not_compared()
    {
        Assert.That(Told().Digests(1, 10, Right with { Digest = 1 }).Last.Mismatch, Is.Null);
    }

    [Test]
    public void A_page_that_does_not_exist_is_no_difference()
    {
        Assert.That(Told().Sync(1, 10).Digests(1, 10, new PageDigest(uint.MaxValue, 1)).Last.Mismatch, Is.Null);
    }
}
