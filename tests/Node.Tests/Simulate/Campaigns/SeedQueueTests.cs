using Tidings.Node.Simulate;
using Tidings.Node.Simulate.Campaigns;

namespace Tidings.Node.Tests.Simulate.Campaigns;

public sealed class SeedQueueTests
{
    [TestCase(1, 1, 1)]
    [TestCase(5, 104, 2)]
    [TestCase(0, 9_999, 7)]
    public void Every_seed_is_taken_once_in_order_and_the_last_blocks_are_small(long first, long last, int workers)
    {
        var queue = new SeedQueue(new SeedRange(first, last), workers);
        List<SeedRange> blocks = [];
        while (queue.TryTake(out var block))
        {
            blocks.Add(block);
        }

        Assert.That(blocks.SelectMany(Seeds), Is.EqualTo(Seeds(new SeedRange(first, last))));
        Assert.That(blocks[^1].Count, Is.EqualTo(1));
        Assert.That(blocks.Max(block => block.Count), Is.LessThanOrEqualTo(16));
    }

    [Test]
    public void What_a_worker_left_is_taken_first()
    {
        var queue = new SeedQueue(new SeedRange(1, 100), 1);
        Assert.That(queue.TryTake(out var block), Is.True);
        Assert.That(queue.TryTake(out _), Is.True);

        queue.Return(new SeedRange(block.First + 3, block.Last));
        queue.Return(new SeedRange(block.Last + 1, block.Last));

        Assert.That(queue.TryTake(out var next), Is.True);
        Assert.That(next, Is.EqualTo(new SeedRange(4, 16)));
    }

    private static IEnumerable<long> Seeds(SeedRange range)
    {
        for (var seed = range.First; seed <= range.Last; seed++)
        {
            yield return seed;
        }
    }
}
