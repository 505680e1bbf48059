using Tidings.Node.Bench.Load;

namespace Tidings.Node.Tests.Bench.Load;

public sealed class ArrivalsTests
{
    [Test]
    public void Each_number_counts_once_and_other_sets_do_not()
    {
        var arrivals = new Arrivals(3, TimeProvider.System);

        arrivals.Delivered(8, 2);
        arrivals.Delivered(8, 2);
        arrivals.Delivered(8, Payloads.FirstOf(1) + 1);
        arrivals.Delivered(8, 0);

        Assert.That(arrivals.Count, Is.EqualTo(2));
        Assert.That(arrivals.Times.Count, Is.EqualTo(2));
        Assert.That(arrivals.Missing(5), Is.EqualTo(new[] { 1 }));
        Assert.That(arrivals.All.IsCompleted, Is.False);
        arrivals.Delivered(8, 1);
        Assert.That(arrivals.All.IsCompleted, Is.True);
        Assert.That(arrivals.Strays, Is.Zero);
    }

    [Test]
    public void A_number_that_nobody_had_published_is_a_stray()
    {
        var arrivals = new Arrivals(3, TimeProvider.System);

        arrivals.Delivered(8, 3);
        arrivals.Delivered(8, -1);

        Assert.That(arrivals.Strays, Is.EqualTo(2));
        Assert.That(arrivals.Count, Is.Zero);
    }
}
