using Tidings.Node.Bench.Load;

namespace Tidings.Node.Tests.Bench.Load;

public sealed class PaceTests
{
    [Test]
    public void Permits_are_due_at_equal_distances_whoever_takes_them_early()
    {
        var pace = new Pace(perSecond: 100, TimeSpan.FromSeconds(1));

        var due = Enumerable.Range(0, 4).Select(_ => pace.Take(TimeSpan.Zero).TotalMilliseconds);

        Assert.That(due, Is.EqualTo(new[] { 0, 10, 20, 30 }));
    }

    [Test]
    public void Who_fell_behind_catches_up_what_it_missed_of_late_and_no_more()
    {
        var pace = new Pace(perSecond: 100, TimeSpan.FromMilliseconds(25));

        var late = TimeSpan.FromSeconds(10);
        var due = Enumerable.Range(0, 5).Select(_ => (pace.Take(late) - late).TotalMilliseconds);

        Assert.That(due, Is.EqualTo(new[] { -25, -15, -5, 5, 15 }));
    }
}
