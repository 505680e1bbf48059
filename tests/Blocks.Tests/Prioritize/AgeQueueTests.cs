using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Tests.Download;

namespace Tidings.Blocks.Tests.Prioritize;

public sealed class AgeQueueTests
{
    [Test]
    public void Whatever_comes_and_goes_the_oldest_and_the_youngest_are_known([Range(1, 30)] int seed)
    {
        var random = new Random(seed);
        var queue = new AgeQueue();
        List<PriorityEntry> inside = [], outside = [.. Enumerable.Range(0, 40).Select(Entry)];
        for (var step = 0; step < 500; step++)
        {
            var (from, to) = random.Next(2) == 0 ? (outside, inside) : (inside, outside);
            if (from.Count > 0)
            {
                var entry = from[random.Next(from.Count)];
                from.Remove(entry);
                to.Add(entry);
                if (to == inside)
                {
                    queue.Add(entry);
                }
                else
                {
                    queue.Remove(entry);
                }
            }

            Assert.That(queue.IsEmpty, Is.EqualTo(inside.Count == 0), $"seed {seed}, step {step}");
            Assert.That(queue.Oldest, Is.SameAs(inside.MinBy(entry => entry.Age)), $"seed {seed}, step {step}");
            Assert.That(queue.Youngest, Is.SameAs(inside.MaxBy(entry => entry.Age)), $"seed {seed}, step {step}");
        }
    }

    private static PriorityEntry Entry(int age)
    {
        var entry = new PriorityEntry();
        entry.Begin(Ids.Advert(age + 1, 1), age, new PeerShelf());
        return entry;
    }
}
