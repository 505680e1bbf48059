using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Limits;

public sealed class PeerScoresTests
{
    private static readonly ScoreOptions Options = new();

    [TestCase(Offence.WrongBytes, 2)]
    [TestCase(Offence.FalseClaim, 4)]
    [TestCase(Offence.SlotOutOfRange, 2)]
    [TestCase(Offence.UnaskedChunk, 4)]
    [TestCase(Offence.BadFrame, 2)]
    [TestCase(Offence.Flood, 4)]
    public void An_offence_bans_at_the_line_and_not_before(Offence offence, int times)
    {
        var scores = new PeerScores(Options);
        for (var i = 1; i < times; i++)
        {
            Assert.That(scores.Report(Peer(1), offence, "", 1, At(0)), Is.Null);
        }

        Assert.That(scores.IsBanned(Peer(1), At(0)), Is.False);
        var effect = scores.Report(Peer(1), offence, "the last", 1, At(0));
        Assert.That(effect, Is.Not.Null);
        Assert.That(effect!.Until, Is.EqualTo(Options.FirstBan));
        Assert.That(effect.Evidence.Offences, Is.EqualTo(new[] { KeyValuePair.Create(offence, (long)times) }));
        Assert.That(effect.Evidence.LastDetail, Is.EqualTo("the last"));
        Assert.That(scores.IsBanned(Peer(1), At(59.9)), Is.True);
        Assert.That(scores.IsBanned(Peer(1), At(60)), Is.False);
        Assert.That(scores.IsBanned(Peer(2), At(0)), Is.False);
    }

    [Test]
    public void Points_halve_in_each_half_life()
    {
        var scores = new PeerScores(Options);
        scores.Report(Peer(1), Offence.WrongBytes, "", 1, At(0));
        Assert.That(scores.Find(Peer(1), 1, At(600))!.Points, Is.EqualTo(25).Within(1e-9));
        Assert.That(scores.Find(Peer(1), 1, At(1200))!.Points, Is.EqualTo(12.5).Within(1e-9));
        Assert.That(scores.Report(Peer(1), Offence.WrongBytes, "", 1, At(1200)), Is.Null);
    }

    [Test]
    public void Bans_double_up_to_the_longest_and_are_forgiven_after_a_quiet_time()
    {
        var scores = new PeerScores(Options);
        var now = TimeSpan.Zero;
        foreach (var minutes in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            var effect = BanNow(scores, now);
            Assert.That((effect.Until - now).TotalMinutes, Is.EqualTo(minutes));
            now = effect.Until;
        }

        Assert.That(scores.Find(Peer(1), 1, now + TimeSpan.FromHours(23))!.Bans, Is.EqualTo(8), "looking at a score forgives nothing");
        now += Options.ForgivenAfter;
        Assert.That((BanNow(scores, now).Until - now).TotalMinutes, Is.EqualTo(1));
    }

    [Test]
    public void During_a_ban_offences_are_evidence_and_no_second_ban()
    {
        var scores = new PeerScores(Options);
        BanNow(scores, At(0));
        for (var i = 0; i < 10; i++)
        {
            Assert.That(scores.Report(Peer(1), Offence.WrongBytes, "", 1, At(30)), Is.Null);
        }

        var score = scores.Find(Peer(1), 1, At(30))!;
        Assert.That(score.Offences.Single().Value, Is.EqualTo(12));
        Assert.That(score.BannedUntil, Is.EqualTo(At(60)));
        Assert.That(score.Points, Is.Zero);
    }

    [Test]
    public void Rejected_artifacts_alone_never_ban_and_count_for_half_of_the_line_beside_others()
    {
        var scores = new PeerScores(Options);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.That(scores.Report(Peer(1), Offence.Invalid, "", 1, At(0)), Is.Null);
        }

        Assert.That(scores.Find(Peer(1), 1, At(0))!.Points, Is.EqualTo(50));
        Assert.That(scores.Report(Peer(1), Offence.FalseClaim, "", 1, At(0)), Is.Null);
        Assert.That(scores.Report(Peer(1), Offence.FalseClaim, "", 1, At(0)), Is.Not.Null);
    }

    [Test]
    public void Rejected_artifacts_start_anew_with_a_membership_version()
    {
        var scores = new PeerScores(Options);
        for (var i = 0; i < 10; i++)
        {
            scores.Report(Peer(1), Offence.Invalid, "", 1, At(0));
        }

        Assert.That(scores.Find(Peer(1), 2, At(0))!.Points, Is.Zero);
        Assert.That(scores.Report(Peer(1), Offence.WrongBytes, "", 2, At(0)), Is.Null);
    }

    [Test]
    public void A_long_detail_is_cut_and_a_forgotten_peer_has_no_record()
    {
        var scores = new PeerScores(Options);
        scores.Report(Peer(1), Offence.Flood, new string('x', 5000), 1, At(0));
        Assert.That(scores.Find(Peer(1), 1, At(0))!.LastDetail, Has.Length.EqualTo(200));
        scores.Forget(Peer(1));
        Assert.That(scores.Find(Peer(1), 1, At(0)), Is.Null);
    }

    [Test]
    public void In_random_histories_a_ban_needs_half_the_line_of_other_points_and_the_line_always_bans([Range(1, 50)] int seed)
    {
        var random = new Random(seed);
        var scores = new PeerScores(Options);
        var others = 0.0;
        var now = TimeSpan.Zero;
        for (var step = 0; step < 400; step++)
        {
            var offence = random.Next(3) == 0 ? (Offence)random.Next(6) : Offence.Invalid;
            var elapsed = TimeSpan.FromSeconds(random.Next(300));
            now += elapsed;
            others *= Math.Pow(0.5, elapsed / Options.HalfLife);
            if (!scores.IsBanned(Peer(1), now) && offence != Offence.Invalid)
            {
                others += OffencePoints.Of(offence);
            }

            if (scores.Report(Peer(1), offence, "", 1, now) is { } effect)
            {
                Assert.That(others, Is.GreaterThanOrEqualTo((Options.BanLine / 2) - 1e-6), $"seed {seed}, step {step}");
                Assert.That(effect.Until, Is.GreaterThan(now));
                others = 0;
            }

            Assert.That(others, Is.LessThan(Options.BanLine + 1e-6), $"seed {seed}, step {step}: not banned");
        }
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Disconnect BanNow(PeerScores scores, TimeSpan now)
    {
        scores.Report(Peer(1), Offence.WrongBytes, "", 1, now);
        return scores.Report(Peer(1), Offence.WrongBytes, "", 1, now)!;
    }
}
