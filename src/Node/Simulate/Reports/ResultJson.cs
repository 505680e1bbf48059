using System.Text.Json.Nodes;
using Tidings.Node.Simulate.Campaigns;
using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Reports;

/// <summary>Results for scripts: names in snake case, with their units.</summary>
internal static class ResultJson
{
    public static JsonObject Of(Scenario scenario, ScenarioResult result, RunCost cost)
    {
        var json = Of(scenario, result);
        json["hops"] = HopReport.Json(result.Hops);
        json["seconds"] = cost.Elapsed.TotalSeconds;
        json["peak_rss_bytes"] = cost.PeakBytes;
        return json;
    }

    /// <summary>Only what the history decides.</summary>
    public static JsonObject Of(Scenario scenario, ScenarioResult result) => new()
    {
        ["seed"] = result.Seed,
        ["protocol"] = ScenarioNames.Name(scenario.Protocol),
        ["nodes"] = scenario.Nodes,
        ["topology"] = scenario.Topology,
        ["artifacts"] = scenario.Artifacts.Count,
        ["failure"] = result.Failure is { } failure
            ? new JsonObject { ["invariant"] = failure.Invariant, ["message"] = failure.Message, ["at_ms"] = failure.At.TotalMilliseconds }
            : null,
        ["hash"] = result.Hash,
        ["steps"] = result.Steps,
        ["virtual_ms"] = result.VirtualTime.TotalMilliseconds,
        ["deliveries"] = result.Deliveries,
        ["p50_ms"] = Percentile.Ms(result.Latencies, 0.5),
        ["p99_ms"] = Percentile.Ms(result.Latencies, 0.99),
        ["max_ms"] = Percentile.Ms(result.Latencies, 1),
        ["messages"] = result.Messages,
        ["writes"] = result.Writes,
        ["wire_bytes"] = result.WireBytes,
        ["copies"] = result.Copies,
        ["fired"] = Counts(result.Fired),
    };

    /// <summary>Of a campaign; <c>lies</c> is there when it is about liars.</summary>
    public static JsonObject Of(CampaignTotals totals, TimeSpan elapsed)
    {
        var result = Sums(totals, elapsed);
        if (totals.Lies is { } lies)
        {
            result["lies"] = new JsonObject(lies.Ways.Select(way => Pair(way.Way, Figures(way))));
        }

        return result;
    }

    private static JsonObject Sums(CampaignTotals totals, TimeSpan elapsed) => new()
    {
        ["seeds"] = totals.Seeds,
        ["failures"] = totals.Failures,
        ["failed_seeds"] = new JsonArray([.. totals.FirstFailures.Select(failure => (JsonNode)new JsonObject { ["seed"] = failure.Seed, ["what"] = failure.What })]),
        ["seconds"] = elapsed.TotalSeconds,
        ["steps"] = totals.Steps,
        ["deliveries"] = totals.Deliveries,
        ["messages"] = totals.Messages,
        ["faults"] = totals.Faults,
        ["virtual_s"] = totals.VirtualTime.TotalSeconds,
        ["runs_per_s"] = totals.Seeds / elapsed.TotalSeconds,
        ["events_per_s"] = totals.Steps / elapsed.TotalSeconds,
        ["fired"] = new JsonObject(totals.ByKind.Select(kind => Pair(kind.Kind, new JsonObject { ["times"] = kind.Fired, ["seeds"] = kind.Seeds }))),
    };

    private static JsonObject Figures(LieFigures way) => new()
    {
        ["runs"] = way.Runs,
        ["liars"] = way.Liars,
        ["told"] = way.Told,
        ["silent_runs"] = way.SilentRuns,
        ["failures"] = way.Failures,
    };

    private static JsonObject Counts(IReadOnlyDictionary<FaultKind, long> fired) => new(fired.OrderBy(kind => kind.Key).Select(kind => Pair(kind.Key, kind.Value)));

    private static KeyValuePair<string, JsonNode?> Pair(FaultKind kind, JsonNode value) => KeyValuePair.Create(ScenarioNames.Name(kind), (JsonNode?)value);
}
