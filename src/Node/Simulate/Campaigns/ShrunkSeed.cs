using System.Globalization;
using System.Text.Json;
using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Searching;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>The smallest scenario in which a failure is still found, and what happens in it.</summary>
/// <param name="Scenario">What to play.</param>
/// <param name="Timeline">The last lines of its history.</param>
internal sealed record ShrunkSeed(Scenario Scenario, string Timeline)
{
    private const int LinesKept = 10_000;

    /// <summary>Makes a scenario smaller; one that does not fail stays as it is.</summary>
    /// <param name="scenario">What to begin with.</param>
    /// <param name="player">Plays it, and the smaller ones.</param>
    /// <param name="afterRun">Called after each run on the way.</param>
    public static ShrunkSeed Of(Scenario scenario, IPlayer player, Action afterRun)
    {
        var smallest = player.Play(scenario).Failure is { } failure ? Shrinker.Shrink(scenario, failure, Play) : scenario;
        using var timeline = new StringWriter(CultureInfo.InvariantCulture);
        player.Play(smallest, timeline, LinesKept);
        return new ShrunkSeed(smallest, timeline.ToString());

        ScenarioResult Play(Scenario smaller)
        {
            var result = player.Play(smaller);
            afterRun();
            return result;
        }
    }

    /// <summary>Reads what <see cref="ToLine"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It wrote no such thing.</exception>
    public static ShrunkSeed Read(string line)
    {
        try
        {
            var (scenario, timeline) = JsonSerializer.Deserialize<Line>(line)!;
            return new ShrunkSeed(ScenarioReader.Read(scenario), timeline);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"This is no scenario with a timeline: {line}", e);
        }
    }

    public string ToLine() => JsonSerializer.Serialize(new Line(ScenarioWriter.Write(Scenario), Timeline));

    /// <summary>Writes both into a folder.</summary>
    /// <returns>The paths of the files.</returns>
    public IReadOnlyList<string> Write(string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, string.Create(CultureInfo.InvariantCulture, $"seed-{Scenario.Seed}"));
        File.WriteAllText($"{path}.json", ScenarioWriter.Write(Scenario));
        File.WriteAllText($"{path}.timeline.txt", Timeline);
        return [$"{path}.json", $"{path}.timeline.txt"];
    }

    private sealed record Line(string Scenario, string Timeline);
}
