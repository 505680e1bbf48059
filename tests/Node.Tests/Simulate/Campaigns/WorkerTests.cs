using Tidings.Node.Simulate;
using Tidings.Node.Simulate.Campaigns;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Tests.Simulate.Campaigns;

public sealed class WorkerTests
{
    [Test]
    public void A_worker_answers_each_seed_with_a_line_until_its_input_ends()
    {
        var lines = Serve("3..4\n9..9\n", scenario => scenario.Seed == 4 ? Results.Failed(4) : Results.Of(scenario.Seed));

        Assert.That(lines.Zip([3, 4, 9], (line, seed) => WorkerProtocol.Result(line, seed).Failure?.Invariant), Is.EqualTo((string?[])[null, "integrity", null]));
    }

    [Test]
    public void One_seed_of_fifty_is_played_twice_and_fails_when_it_has_two_histories()
    {
        var runs = 0;
        var lines = Serve("99..101\n", scenario => Results.Of(scenario.Seed) with { Hash = $"{++runs}" });

        var results = lines.Zip([99, 100, 101], (line, seed) => WorkerProtocol.Result(line, seed)).ToList();
        Assert.That(results.Select(static result => result.Failure?.Invariant), Is.EqualTo((string?[])[null, "determinism", null]));
        Assert.That(results[1].Failure!.Message, Does.Contain("seed 100: 2 and 3"));
        Assert.That(Serve("100..100\n", scenario => Results.Of(scenario.Seed)).Select(line => WorkerProtocol.Result(line, 100).Failure), Is.EqualTo((ScenarioFailure?[])[null]));
    }

    [Test]
    public void A_failing_scenario_comes_back_smaller_and_every_run_is_a_sign_of_life()
    {
        var lines = Serve($"{WorkerProtocol.AskToShrink(4)}\n", scenario => scenario.Artifacts.Any(artifact => artifact.Bytes == 14) ? Results.Failed(4) : Results.Of(4));

        var (smallest, timeline) = ShrunkSeed.Read(lines[^1]);
        Assert.That(timeline, Is.EqualTo("8 nodes became 2\n"));
        Assert.That(lines[..^1], Has.Count.GreaterThan(1).And.All.EqualTo(WorkerProtocol.StillAlive));
        Assert.That(smallest.Artifacts.Select(artifact => artifact.Bytes), Is.EqualTo((int[])[14]));
        Assert.That(smallest.Nodes, Is.EqualTo(2));
    }

    [TestCase("1..")]
    [TestCase("shrink all")]
    public void A_worker_refuses_what_it_does_not_know(string line) => Assert.That(() => Serve(line, _ => Results.Of(1)), Throws.TypeOf<InvalidDataException>());

    private static List<string> Serve(string input, Func<Scenario, ScenarioResult> run)
    {
        using var output = new StringWriter();
        new Worker(ScenarioOf, new ScriptedPlayer(run), output).Serve(new StringReader(input));
        return [.. output.ToString().Split(output.NewLine, StringSplitOptions.RemoveEmptyEntries)];
    }

    private sealed class ScriptedPlayer(Func<Scenario, ScenarioResult> run) : IPlayer
    {
        public ScenarioResult Play(Scenario scenario) => run(scenario);

        public ScenarioResult Play(Scenario scenario, TextWriter timeline, int lines)
        {
            timeline.Write($"8 nodes became {scenario.Nodes}\n");
            return run(scenario);
        }
    }

    private static Scenario ScenarioOf(long seed) => new()
    {
        Seed = seed,
        Nodes = 8,
        Artifacts = [.. Enumerable.Range(1, 20).Select(i => new PlannedArtifact(TimeSpan.Zero, i % 8, "note", 9 + i))],
    };
}
