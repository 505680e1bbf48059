using Tidings.Runtime.Peers;

namespace Tidings.Runtime.Tests.Peers;

public sealed class LivenessTests
{
    private readonly PeersOptions _options = new();

    [Test]
    public void A_lane_beats_every_interval_and_dies_after_silence_within_fifteen_seconds()
    {
        var life = new Liveness(_options, TimeSpan.Zero);
        var beats = 0;
        TimeSpan? dead = null;
        for (var now = TimeSpan.Zero; dead is null && now < TimeSpan.FromSeconds(15); now = life.NextCheck)
        {
            switch (life.Check(now, silentSince: TimeSpan.Zero))
            {
                case LifeSign.Beat:
                    life.Beat(now);
                    beats++;
                    break;
                case LifeSign.Dead:
                    dead = now;
                    break;
            }
        }

        Assert.That(dead, Is.EqualTo(_options.SilenceMax));
        Assert.That(beats, Is.EqualTo(3));
    }

    [Test]
    public void Silence_counts_only_while_the_lane_reads()
    {
        var life = new Liveness(_options, TimeSpan.Zero);
        for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(1); now = life.NextCheck)
        {
            Assert.That(life.Check(now, silentSince: null), Is.EqualTo(LifeSign.Beat));
            life.Beat(now);
        }
    }

    [Test]
    public void A_pause_of_our_own_process_kills_nobody()
    {
        var life = new Liveness(_options, TimeSpan.Zero);
        var resumed = TimeSpan.FromMinutes(1);

        for (var now = resumed; now < resumed + _options.SilenceMax; now = life.NextCheck)
        {
            Assert.That(life.Check(now, silentSince: TimeSpan.Zero), Is.EqualTo(LifeSign.Beat));
            life.Beat(now);
        }

        Assert.That(life.Check(resumed + _options.SilenceMax, silentSince: TimeSpan.Zero), Is.EqualTo(LifeSign.Dead));
    }

    [Test]
    public void The_shortest_pause_that_could_pass_for_silence_is_noticed([Range(0, 2000, 100)] int beforePause)
    {
        var life = new Liveness(_options, TimeSpan.Zero);
        life.Check(TimeSpan.Zero, silentSince: TimeSpan.Zero);
        life.Beat(TimeSpan.Zero);

        // The other side beats every interval, so its last sign of life is at most one older than the pause.
        var paused = TimeSpan.FromMilliseconds(beforePause);
        var resumed = paused - _options.HeartbeatInterval + _options.SilenceMax;
        Assert.That(life.Check(resumed, silentSince: paused - _options.HeartbeatInterval), Is.Not.EqualTo(LifeSign.Dead));
    }

    [Test]
    public void Round_trips_are_smoothed_and_count_once()
    {
        var life = new Liveness(_options, TimeSpan.Zero);
        var first = life.Beat(TimeSpan.FromSeconds(1));
        life.Echo(first + 1, TimeSpan.FromSeconds(1.01));
        Assert.That(life.RoundTrip, Is.Null);

        life.Echo(first, TimeSpan.FromSeconds(1.08));
        life.Echo(first, TimeSpan.FromSeconds(9));
        Assert.That(life.RoundTrip, Is.EqualTo(TimeSpan.FromMilliseconds(80)));

        life.Echo(life.Beat(TimeSpan.FromSeconds(10)), TimeSpan.FromSeconds(10.16));
        Assert.That(life.RoundTrip, Is.EqualTo(TimeSpan.FromMilliseconds(90)));
    }
}
