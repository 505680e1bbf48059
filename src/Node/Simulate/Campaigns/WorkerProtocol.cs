using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>
/// What a campaign and its workers say to each other, in lines. Asked for <c>A..B</c>, a worker answers a result for each seed, in their order. Asked to
/// <c>shrink S</c>, it answers a scenario, and before it <see cref="StillAlive"/> after each run that it took. Closing its input ends it.
/// </summary>
internal static class WorkerProtocol
{
    public const string StillAlive = ".";

    private const string ShrinkVerb = "shrink ";

    private static readonly JsonSerializerOptions Format = new() { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static string Ask(SeedRange block) => block.ToString();

    public static string AskToShrink(long seed) => ShrinkVerb + seed.ToString(CultureInfo.InvariantCulture);

    public static bool IsAskedToShrink(string line, out long seed)
    {
        seed = 0;
        return line.StartsWith(ShrinkVerb, StringComparison.Ordinal) && long.TryParse(line.AsSpan(ShrinkVerb.Length), NumberStyles.None, CultureInfo.InvariantCulture, out seed);
    }

    /// <summary>The result of a seed, without what only a single run shows.</summary>
    public static string Answer(ScenarioResult result) => JsonSerializer.Serialize(result with { Latencies = [], Hops = [], Nodes = [] }, Format);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="WorkerException">It is none for that seed.</exception>
    public static ScenarioResult Result(string line, long seed)
    {
        try
        {
            return JsonSerializer.Deserialize<ScenarioResult>(line, Format) is { } result && result.Seed == seed
                ? result
                : throw new WorkerException($"its process answered for another seed: {line}");
        }
        catch (JsonException e)
        {
            throw new WorkerException($"its process said what is no answer: {line}", e);
        }
    }
}
