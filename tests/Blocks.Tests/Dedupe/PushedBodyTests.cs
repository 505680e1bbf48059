using Tidings.Blocks.Move;

namespace Tidings.Blocks.Tests.Dedupe;

public sealed class PushedBodyTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    [Test]
    public void A_pushed_body_is_copied_out_of_its_frame_and_rides_with_its_advert()
    {
        var body = Bytes.ToArray();
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 1, 1, body));
        Array.Clear(body);
        Assert.That(world.Changes.Single().Body!.Memory.ToArray(), Is.EqualTo(Bytes));
        Assert.That(world.Buffers.Outstanding, Is.EqualTo(1));
    }

    [Test]
    public void A_body_without_room_is_dropped_and_its_advert_stays()
    {
        var world = new DedupeWorld { Buffers = { IsFull = true } }.Join(1, 10).Tell(1, 10, Some.Update(0, 1, 1, Bytes));
        Assert.That(world.Changes.Single().Body, Is.Null);
        Assert.That(world.Changes.Single().IsHolder, Is.True);
    }

    [TestCase(ArtifactStatus.Validated)]
    [TestCase(ArtifactStatus.Unvalidated)]
    [TestCase(ArtifactStatus.Rejected)]
    public void A_body_of_something_known_is_not_kept(object status)
    {
        var world = new DedupeWorld().Join(1, 10).PoolSays(1, (ArtifactStatus)status).Tell(1, 10, Some.Update(0, 1, 1, Bytes));
        Assert.That(world.Buffers.Outstanding, Is.Zero);
    }

    [Test]
    public void A_body_of_another_length_than_claimed_is_left_out()
    {
        var world = new DedupeWorld().Join(1, 10).Tell(1, 10, Some.Update(0, 1, 1, Bytes, size: 101));
        Assert.That(world.Changes.Single().Body, Is.Null);
        Assert.That(world.Buffers.Outstanding, Is.Zero);
    }
}
