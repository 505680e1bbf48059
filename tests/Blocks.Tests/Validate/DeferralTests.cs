using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Blocks.Tests.Move;
using Tidings.Blocks.Validate;

namespace Tidings.Blocks.Tests.Validate;

public sealed class DeferralTests
{
    private static readonly (string Name, Verdict Verdict, Action<ValidateWorld> Happens)[] Conditions =
    [
        ("the artifact, of another kind", Verdict.DeferUntil(MoveWorld.Id(99)), world => world.Others.Status[MoveWorld.Id(99)] = ArtifactStatus.Validated),
        ("the rank", Verdict.DeferUntilRank(7), world => world.Notes.TopRank = 8),
        ("a change of one of the kinds", Verdict.DeferUntilChange("note", "other"), world => world.Others.Version++),
    ];

    [Test]
    public void A_deferred_candidate_is_judged_again_when_what_it_named_has_happened_and_told_once([Range(0, 2)] int condition)
    {
        var (name, verdict, happens) = Conditions[condition];
        var isReady = false;
        var validator = new ScriptedValidator(_ => isReady ? Verdict.Accept : verdict);
        var world = new ValidateWorld(validator);
        world.Post(1);
        world.RunFor(60);
        Assert.That(validator.Calls, Is.EqualTo(1), $"not before {name}");
        happens(world);
        world.RunFor(0.1);
        Assert.That(validator.Calls, Is.EqualTo(2), name);
        isReady = true;
        happens(world);
        world.RunFor(0.2);
        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 deferred", "1 accepted" }));
    }

    [Test]
    public void It_is_judged_at_most_once_an_interval_however_busy_the_pool_is()
    {
        var validator = new ScriptedValidator(_ => Verdict.DeferUntilChange("note"));
        var world = new ValidateWorld(validator, new ValidateOptions { RejudgeInterval = TimeSpan.FromSeconds(1) });
        world.Post(1);
        for (var tick = 0; tick < 100; tick++)
        {
            world.Notes.Version++;
            world.RunFor(0.1);
        }

        Assert.That(validator.Calls, Is.InRange(9, 11));
    }

    [Test]
    public void A_change_during_the_judgement_is_not_missed()
    {
        ValidateWorld world = null!;
        ScriptedValidator validator = null!;
        validator = new ScriptedValidator(_ =>
        {
            world.Notes.Version++;
            return validator.Calls == 1 ? Verdict.DeferUntilChange("note") : Verdict.Accept;
        });
        world = new ValidateWorld(validator);
        world.Post(1);
        world.RunFor(1);
        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 deferred", "1 accepted" }));
    }

    [Test]
    public void Over_the_bound_the_lowest_class_is_given_up_oldest_first()
    {
        var world = new ValidateWorld(new ScriptedValidator(_ => Verdict.DeferUntilRank(1)), new ValidateOptions { DeferredMax = 2 });
        world.Post(1, FetchPriority.FetchNow);
        world.Post(2, FetchPriority.Later);
        world.Post(3, FetchPriority.Later);
        world.Post(4, FetchPriority.Fetch);
        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 deferred", "2 deferred", "3 deferred", "2 given_up", "4 deferred", "3 given_up" }));
    }

    /// <summary>Histories of the table alone: one judgement at a time, never before its time, and everything ends once its condition holds.</summary>
    [Test]
    public void The_table_keeps_its_promises_in_every_history([Range(1, 50)] int seed)
    {
        var random = new Random(seed);
        var notes = new FakeFacts();
        var options = new ValidateOptions { DeferredMax = 5, RejudgeInterval = TimeSpan.FromSeconds(2) };
        var table = new DeferralTable<Note>("note", options, new PoolDirectory(new Dictionary<string, IPoolFacts> { ["note"] = notes }));
        var candidates = new MoveWorld(slots: 1000);
        var now = TimeSpan.Zero;
        List<Candidate<Note>> queue = [], judging = [];
        Dictionary<ArtifactId, int> reported = [], ended = [];
        Dictionary<ArtifactId, TimeSpan> last = [];
        for (var step = 0; step < 500; step++)
        {
            now += TimeSpan.FromSeconds(random.Next(2));
            switch (random.Next(5))
            {
                case 0:
                    queue.Add(candidates.Candidate(random.Next(15), priority: (FetchPriority)random.Next(2, 5)));
                    break;
                case 1:
                    queue.AddRange(table.Due(now));
                    break;
                case 2 when queue.Count > 0:
                    Begin(queue[^1]);
                    queue.RemoveAt(queue.Count - 1);
                    break;
                case 3 when judging.Count > 0:
                    Conclude(judging[0]);
                    judging.RemoveAt(0);
                    break;
                default:
                    notes.TopRank = Math.Max(notes.TopRank, random.Next(4));
                    break;
            }

            Assert.That(table.Count, Is.LessThanOrEqualTo(options.DeferredMax + judging.Count + queue.Count + 1), $"seed {seed}, step {step}");
        }

        Assert.That(ended.Values, Has.All.EqualTo(1), $"seed {seed}: one end each");
        Assert.That(reported.Values, Has.All.EqualTo(1), $"seed {seed}: told once that it waits");

        void Begin(Candidate<Note> candidate)
        {
            if (!table.TryBegin(candidate))
            {
                return;
            }

            Assert.That(judging.Select(other => other.Id), Has.None.EqualTo(candidate.Id), $"seed {seed}");
            Assert.That(last.TryGetValue(candidate.Id, out var before) && now - before < options.RejudgeInterval, Is.False, $"seed {seed}: too early");
            judging.Add(candidate);
        }

        void Conclude(Candidate<Note> candidate)
        {
            var verdict = random.Next(3) == 0 ? Verdict.Accept : Verdict.DeferUntilRank(random.Next(6));
            last[candidate.Id] = now;
            foreach (var judged in table.Conclude(candidate, verdict, now))
            {
                if (judged.Verdict is Verdict.Deferred)
                {
                    reported[judged.Candidate.Id] = reported.GetValueOrDefault(judged.Candidate.Id) + 1;
                    continue;
                }

                ended[judged.Candidate.Id] = ended.GetValueOrDefault(judged.Candidate.Id) + 1;
                notes.Status[judged.Candidate.Id] = ArtifactStatus.Ignored;
            }
        }
    }
}
