using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Blocks.Tests.Move;
using Tidings.Blocks.Validate;

namespace Tidings.Blocks.Tests.Validate;

public sealed class ValidateBlockTests
{
    private static readonly Func<Candidate<Note>, CancellationToken, ValueTask<Verdict>>[] Faulty =
    [
        (_, _) => throw new InvalidOperationException("thrown before the first await"),
        async (_, _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException("thrown after it");
        },
        (_, _) => throw new OperationCanceledException("cancelled by itself"),
        (_, _) => new ValueTask<Verdict>(Task.FromCanceled<Verdict>(new CancellationToken(true))),
        (_, _) => new ValueTask<Verdict>((Verdict)null!),
        (_, _) => new ValueTask<Verdict>(Verdict.DeferUntilChange()),
        (_, _) => new ValueTask<Verdict>(Verdict.DeferUntilChange("no such kind")),
    ];

    [Test]
    public void What_the_validator_says_comes_out()
    {
        var world = new ValidateWorld(new ScriptedValidator(candidate => candidate.Artifact.Number switch
        {
            1 => Verdict.Accept,
            2 => Verdict.Reject("wrong"),
            _ => Verdict.Ignore,
        }));
        world.Post(1);
        world.Post(2);
        world.Post(3);
        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 accepted", "2 rejected", "3 ignored" }));
    }

    [Test]
    public void User_code_that_goes_wrong_becomes_a_fault_and_the_next_candidate_is_judged([Range(0, 6)] int way)
    {
        var faulty = Faulty[way];
        var world = new ValidateWorld(new ScriptedValidator((candidate, token) =>
            candidate.Artifact.Number == 1 ? faulty(candidate, token) : new ValueTask<Verdict>(Verdict.Accept)));
        world.Post(1);
        world.Post(2);
        world.RunFor(0.5);
        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 faulted", "2 accepted" }));
        world.Complete();
    }

    [Test]
    public void A_validator_that_hangs_loses_its_turn_at_the_deadline_and_the_bytes_stay_until_it_ends()
    {
        var gate = new TaskCompletionSource<Verdict>();
        var cancelled = false;
        var validator = new ScriptedValidator((_, token) =>
        {
            token.Register(() => cancelled = true);
            return new ValueTask<Verdict>(gate.Task);
        });
        var world = new ValidateWorld(validator, new ValidateOptions { Parallelism = 1, Deadline = TimeSpan.FromSeconds(3) });
        world.Post(1);
        world.RunFor(2.9);
        Assert.That(world.Verdicts, Is.Empty);
        world.RunFor(0.2);
        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 faulted" }));
        Assert.That(cancelled);
        world.Contents[0].Release();
        Assert.That(world.Contents[0].IsFreed, Is.False, "the user's task still reads them");
        world.World.Run(() =>
        {
            gate.SetResult(Verdict.Accept);
            return Task.CompletedTask;
        });
        world.RunFor(0.1);
        Assert.That(world.Contents[0].IsFreed);
        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 faulted" }), "a verdict after the deadline is not one");
    }

    [Test]
    public void A_faulted_candidate_is_judged_again_after_a_delay_that_doubles_and_accepted_once()
    {
        ScriptedValidator validator = null!;
        validator = new ScriptedValidator(_ => validator.Calls < 4 ? throw new InvalidOperationException() : Verdict.Accept);
        var world = new ValidateWorld(validator, new ValidateOptions { FaultRetryMax = TimeSpan.FromSeconds(3) });
        world.Post(1);
        int[] calls = [1, 2, 2, 3, 3, 3, 4, 4, 4, 4];
        foreach (var expected in calls)
        {
            Assert.That(validator.Calls, Is.EqualTo(expected), $"after {world.World.Now}");
            world.RunFor(1);
        }

        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 faulted", "1 accepted" }));
    }

    [Test]
    public void At_most_so_many_are_judged_at_once()
    {
        var validator = new ScriptedValidator(async (_, _) =>
        {
            await Task.Yield();
            return Verdict.Accept;
        });
        var world = new ValidateWorld(validator, new ValidateOptions { Parallelism = 3 });
        world.World.Run(() => Task.CompletedTask);
        for (var number = 1; number <= 20; number++)
        {
            world.Post(number);
        }

        Assert.That(world.Verdicts, Has.Count.EqualTo(20));
        Assert.That(validator.AtOnceMax, Is.InRange(1, 3));
    }

    [Test]
    public void Several_are_judged_side_by_side_so_that_one_slow_judgement_holds_nobody_up()
    {
        var gate = new TaskCompletionSource<Verdict>();
        var validator = new ScriptedValidator((candidate, _) =>
            candidate.Artifact.Number <= 3 ? new ValueTask<Verdict>(gate.Task) : new ValueTask<Verdict>(Verdict.Accept));
        var world = new ValidateWorld(validator, new ValidateOptions { Parallelism = 4 });
        for (var number = 1; number <= 6; number++)
        {
            world.Post(number);
        }

        Assert.That(world.Verdicts, Is.EqualTo(new[] { "4 accepted", "5 accepted", "6 accepted" }));
        Assert.That(validator.AtOnceMax, Is.EqualTo(4));
    }

    [Test]
    public void The_same_artifact_is_not_judged_twice_at_once_nor_after_its_verdict()
    {
        var gate = new TaskCompletionSource<Verdict>();
        var validator = new ScriptedValidator((_, _) => new ValueTask<Verdict>(gate.Task));
        var world = new ValidateWorld(validator);
        world.Post(1);
        world.Post(1);
        Assert.That(validator.Calls, Is.EqualTo(1));
        world.World.Run(() =>
        {
            gate.SetResult(Verdict.Accept);
            return Task.CompletedTask;
        });
        world.RunFor(0.1);
        world.Notes.Status[MoveWorld.Id(1)] = ArtifactStatus.Validated;
        world.Post(1);
        Assert.That(validator.Calls, Is.EqualTo(1));
        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 accepted" }));
    }

    [Test]
    public void What_the_pool_lost_meanwhile_is_neither_judged_nor_told()
    {
        var validator = new ScriptedValidator(_ => Verdict.DeferUntilRank(1));
        var world = new ValidateWorld(validator);
        var candidate = world.Post(1);
        candidate.Content.Release();
        world.Notes.TopRank = 5;
        world.RunFor(1);
        world.PostAgain(candidate);
        Assert.That(validator.Calls, Is.EqualTo(1));
        Assert.That(world.Verdicts, Is.EqualTo(new[] { "1 deferred" }));
    }

    [Test]
    public void A_stopping_node_gives_no_verdict_for_what_it_interrupted()
    {
        using var stopping = new CancellationTokenSource();
        var validator = new ScriptedValidator(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return Verdict.Accept;
        });
        var world = new ValidateWorld(validator, stopping: stopping.Token);
        world.Post(1);
        world.World.Run(() =>
        {
            stopping.Cancel();
            return Task.CompletedTask;
        });
        world.Complete();
        Assert.That(world.Verdicts, Is.Empty);
    }
}
