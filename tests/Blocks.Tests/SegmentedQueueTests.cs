namespace Tidings.Blocks.Tests;

public sealed class SegmentedQueueTests
{
    /// <summary>Beside a plain queue, through several segments and through empty.</summary>
    [Test]
    public void What_comes_first_goes_first_in_every_history([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var queue = new SegmentedQueue<string>();
        var model = new Queue<string>();
        for (var step = 0; step < 100; step++)
        {
            for (var more = random.Next(700); more > 0; more--)
            {
                queue.Enqueue($"{step} {more}");
                model.Enqueue($"{step} {more}");
            }

            for (var less = Math.Min(random.Next(800), model.Count); less > 0; less--)
            {
                Assert.That(queue.TryPeek(out var first), Is.True);
                Assert.That((first, queue.Dequeue()), Is.EqualTo((model.Peek(), model.Dequeue())));
            }

            Assert.That((queue.Count, queue.TryPeek(out _)), Is.EqualTo((model.Count, model.Count > 0)));
        }

    }
}
