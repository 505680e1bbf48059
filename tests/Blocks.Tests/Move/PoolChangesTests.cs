using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using static Tidings.Blocks.Tests.Move.MoveWorld;

namespace Tidings.Blocks.Tests.Move;

public sealed class PoolChangesTests
{
    [Test]
    public async Task A_subscription_starts_with_what_is_there_and_misses_nothing_after()
    {
        var world = new MoveWorld();
        world.Accept(1);
        await using var changes = world.Pool.Changes().GetAsyncEnumerator();
        Assert.That(await Next(changes), Is.InstanceOf<PoolChange.Started>().With.Property("Ids").EqualTo(new[] { Id(1) }));
        world.Accept(2);
        world.Remove(1);
        Assert.That(await Next(changes), Is.EqualTo(new PoolChange.Validated(Advert(2))));
        Assert.That(await Next(changes), Is.EqualTo(new PoolChange.Removed(Advert(1))));
        var waiting = Next(changes);
        Assert.That(waiting.IsCompleted, Is.False);
        world.Accept(3);
        Assert.That(await waiting, Is.EqualTo(new PoolChange.Validated(Advert(3))));
        world.Pool.Dispose();
        Assert.That(await changes.MoveNextAsync(), Is.False, "the subscription ends with the node");
    }

    [Test]
    public async Task A_slow_subscriber_is_told_how_much_it_missed_at_the_place_where_it_did()
    {
        var world = new MoveWorld(options: new PoolOptions { SubscriberBuffer = 2 });
        await using var changes = world.Pool.Changes().GetAsyncEnumerator();
        await Next(changes);
        for (var number = 1; number <= 5; number++)
        {
            world.Accept(number);
        }

        Assert.That(await Next(changes), Is.EqualTo(new PoolChange.Validated(Advert(1))));
        Assert.That(await Next(changes), Is.EqualTo(new PoolChange.Validated(Advert(2))));
        world.Accept(6);
        Assert.That(await Next(changes), Is.EqualTo(new PoolChange.Lagged(3)));
        Assert.That(await Next(changes), Is.EqualTo(new PoolChange.Validated(Advert(6))));
    }

    [Test]
    public void What_waits_is_bounded_and_everything_is_accounted_for([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var capacity = random.Next(1, 5);
        var buffer = new ChangeBuffer(capacity);
        long added = 0, taken = 0;
        for (var step = 0; step < 300; step++)
        {
            if (random.Next(3) > 0)
            {
                buffer.Add(new PoolChange.Validated(Advert((int)added++)));
            }
            else if (buffer.Take() is { } change)
            {
                Assert.That(change is PoolChange.Validated validated ? validated.Advert.Id : Id((int)taken), Is.EqualTo(Id((int)taken)), $"seed {seed}");
                taken += change is PoolChange.Lagged lagged ? lagged.Count : 1;
            }
        }

        var rest = 0;
        while (buffer.Take() is { } change)
        {
            taken += change is PoolChange.Lagged lagged ? lagged.Count : 1;
            rest++;
        }

        Assert.That(taken, Is.EqualTo(added), $"seed {seed}");
        Assert.That(rest, Is.LessThanOrEqualTo(capacity + 1), $"seed {seed}");
        Assert.That(buffer.IsEmpty);
    }

    private static async Task<PoolChange> Next(IAsyncEnumerator<PoolChange> changes)
    {
        Assert.That(await changes.MoveNextAsync());
        return changes.Current;
    }
}
