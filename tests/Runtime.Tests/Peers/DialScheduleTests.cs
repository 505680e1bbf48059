using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Sessions;

namespace Tidings.Runtime.Tests.Peers;

public sealed class DialScheduleTests
{
    private readonly PeersOptions _options = new();

    [Test]
    public void Waits_grow_with_jitter_and_stay_within_their_bounds([Range(1, 20)] int seed)
    {
        var schedule = new DialSchedule(_options, new Random(seed));
        var now = TimeSpan.Zero;
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 40; i++)
        {
            Assert.That(schedule.Begin(), Is.EqualTo(i));
            schedule.Failed(now);
            waits.Add(schedule.Due - now);
            now = schedule.Due;
        }

        Assert.That(waits, Is.All.InRange(_options.DialBackoffMin, _options.DialBackoffMax));
        Assert.That(waits[0], Is.LessThanOrEqualTo(2 * _options.DialBackoffMin));
        Assert.That(waits.Skip(10), Is.All.GreaterThanOrEqualTo(_options.DialBackoffMax / 2));
        Assert.That(waits.Distinct().Count(), Is.GreaterThan(30), "no jitter");
    }

    [Test]
    public void A_lane_that_lived_is_dialled_again_at_once_and_one_that_did_not_has_to_wait()
    {
        var schedule = new DialSchedule(_options, new Random(1));
        schedule.Up(TimeSpan.Zero);
        schedule.Lost(_options.StableAfter);
        Assert.That(schedule.Due, Is.EqualTo(_options.StableAfter));

        schedule.Up(_options.StableAfter);
        schedule.Lost(_options.StableAfter + TimeSpan.FromSeconds(1));
        Assert.That(schedule.Due, Is.GreaterThan(_options.StableAfter + TimeSpan.FromSeconds(1)));
    }
}
