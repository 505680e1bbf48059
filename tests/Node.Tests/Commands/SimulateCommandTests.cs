using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Drawing;

namespace Tidings.Node.Tests.Commands;

/// <summary>Simulated subnets, started as a user starts them.</summary>
[CancelAfter(120_000)]
public sealed class SimulateCommandTests
{
    private const string Scenario = """
        {
          "nodes": 3,
          "artifacts": [{ "kind": "note", "bytes": 100, "atMs": 1000, "count": 3, "everyMs": 10 }],
          "faultPhaseMs": 1200
        }
        """;

    private string _folder = "";
    private string _file = "";

    [SetUp]
    public void Create()
    {
        _folder = Directory.CreateTempSubdirectory("tidings-test-").FullName;
        _file = Path.Combine(_folder, "three nodes.json");
        File.WriteAllText(_file, Scenario);
    }

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task One_seed_has_one_history_which_the_file_that_it_writes_has_too(CancellationToken cancellationToken)
    {
        var first = await CommandLine.RunAsync(cancellationToken, "simulate", "--scenario", _file, "--seed", "7", "--json", "--out", _folder, "--plot", _folder);
        Assert.That(first.ExitCode, Is.Zero, first.Error);
        var second = await CommandLine.RunAsync(cancellationToken, "simulate", "--scenario", Path.Combine(_folder, "seed-7.json"), "--json", "--timeline");
        Assert.That(second.ExitCode, Is.Zero, second.Error);

        using var line = JsonDocument.Parse(first.Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(line.RootElement.GetProperty("seed").GetInt64(), Is.EqualTo(7));
            Assert.That(line.RootElement.GetProperty("deliveries").GetInt32(), Is.EqualTo(6));
            Assert.That(line.RootElement.GetProperty("failure").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(HistoryIn(second.Output), Is.EqualTo(HistoryIn(first.Output)));
            Assert.That(line.RootElement.GetProperty("peak_rss_bytes").GetInt64(), Is.GreaterThan(10 << 20));
            Assert.That(line.RootElement.GetProperty("hops").EnumerateArray().Sum(static hop => hop.GetProperty("deliveries").GetInt32()), Is.EqualTo(6));
            Assert.That(second.Error, Does.Contain("publishes"));
            Assert.That(File.ReadAllText(Path.Combine(_folder, "seed-7.timeline.txt")), Does.Contain("publishes"));
            Assert.That(File.Exists(Path.Combine(_folder, "deliveries.svg")), Is.True);
        }
    }

    [Test]
    public async Task A_run_tells_the_latency_of_each_distance_and_what_it_cost(CancellationToken cancellationToken)
    {
        File.WriteAllText(_file, Scenario.Replace("\"nodes\": 3", "\"nodes\": 8, \"topology\": \"regular:2\", \"link\": { \"latencyMinMs\": 20, \"latencyMaxMs\": 20 }", StringComparison.Ordinal));

        var result = await CommandLine.RunAsync(cancellationToken, "simulate", "--scenario", _file);

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        var rows = result.Output.Split('\n').Select(static line => line.Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.That(rows.Where(static row => row is [{ Length: 1 }, _, _, _, _, _]).Select(static row => $"{row[0]} {row[^1]}"), Is.EqualTo((string[])["1 180.0", "2 240.0", "3 300.0", "4 360.0"]));
        Assert.That(result.Output, Does.Match("this machine +[0-9.]+ s, [0-9]+ MB"));
    }

    [TestCase(1)]
    [TestCase(20)]
    public async Task A_drawn_seed_has_the_same_history_in_this_process_and_in_a_child(long seed, CancellationToken cancellationToken)
    {
        var child = await CommandLine.RunAsync(cancellationToken, "simulate", "--seed", $"{seed}", "--json");
        Assert.That(child.ExitCode, Is.Zero, child.Error);

        using var line = JsonDocument.Parse(child.Output);
        Assert.That(line.RootElement.GetProperty("hash").GetString(), Is.EqualTo(ScenarioRun.Run(ScenarioDraw.Of(seed)).Hash));
    }

    [Test]
    public async Task Nodes_lie_in_the_way_that_is_asked_for(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(cancellationToken, "simulate", "--liars", "wrongBytes", "--nodes", "4", "--seed", "3", "--json");
        Assert.That(result.ExitCode, Is.Zero, result.Error);

        using var line = JsonDocument.Parse(result.Output);
        var fired = line.RootElement.GetProperty("fired").EnumerateObject().Select(fault => fault.Name);
        Assert.That(fired, Is.EqualTo(new[] { "latency", "wrongBytes" }));
    }

    [Test]
    public async Task A_way_to_lie_that_does_not_exist_is_an_error_with_those_that_do(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(cancellationToken, "simulate", "--liars", "politely");
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error + result.Output, Does.Contain("advertFlood"));
    }

    [Test]
    public async Task A_range_of_seeds_runs_in_children_and_is_added_up(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(cancellationToken, "simulate", "--scenario", _file, "--seeds", "1..5", "--workers", "2", "--json");

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        using var line = JsonDocument.Parse(result.Output);
        Assert.That(line.RootElement.GetProperty("seeds").GetInt64(), Is.EqualTo(5));
        Assert.That(line.RootElement.GetProperty("deliveries").GetInt64(), Is.EqualTo(5 * 6));
    }

    [Test]
    public async Task A_scenario_that_fails_says_how_and_how_to_see_it_again(CancellationToken cancellationToken)
    {
        // What is published at the end of the phase cannot be everywhere in time.
        File.WriteAllText(_file, Scenario.Replace("\"faultPhaseMs\": 1200", "\"faultPhaseMs\": 1021, \"livenessMaxMs\": 1, \"link\": { \"latencyMinMs\": 500 }", StringComparison.Ordinal));

        var one = await CommandLine.RunAsync(cancellationToken, "simulate", "--scenario", _file);
        var many = await CommandLine.RunAsync(cancellationToken, "simulate", "--scenario", _file, "--seeds", "3..3", "--out", _folder);

        one.AssertFailed("seed 1 fails: eventual delivery", "publishes", $"replay: tidings simulate --scenario '{_file}' --seed 1");
        many.AssertFailed("seed 3 fails: eventual delivery", $"replay: tidings simulate --scenario '{_file}' --seed 3", "seed-3.json");
        using var smaller = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "seed-3.json")));
        Assert.That(smaller.RootElement.GetProperty("nodes").GetInt32(), Is.EqualTo(2));
        Assert.That(smaller.RootElement.GetProperty("artifacts").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Every_mistake_in_the_options_is_told_at_once(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(
            cancellationToken,
            "simulate", "--seeds", "9..1", "--seed", "-1", "--nodes", "0", "--workers", "0", "--scenario", Path.Combine(_folder, "nowhere"), "--plot", _folder, "--timeline", "--compare");

        result.AssertFailed("9..1", "--seed takes", "--nodes", "--workers", "nowhere", "--plot", "--timeline", "--compare", "choose");
    }

    [Test]
    public async Task A_file_that_is_no_scenario_is_refused_with_its_name(CancellationToken cancellationToken)
    {
        File.WriteAllText(_file, """{ "nodes": "many", "colour": "red" }""");

        var result = await CommandLine.RunAsync(cancellationToken, "simulate", "--scenario", _file);

        result.AssertFailed("three nodes.json", "nodes takes", "colour", "artifacts is missing");
    }

    // Without what the run cost this machine.
    private static string HistoryIn(string output)
    {
        var result = JsonNode.Parse(output)!.AsObject();
        Assert.That(result.Remove("seconds") && result.Remove("peak_rss_bytes"), Is.True);
        return result.ToJsonString();
    }
}
