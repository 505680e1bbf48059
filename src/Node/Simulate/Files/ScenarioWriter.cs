using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Files;

/// <summary>A scenario as a file that <see cref="ScenarioReader"/> reads back to the same scenario.</summary>
internal static class ScenarioWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(Scenario scenario) => ToJson(scenario).ToJsonString(Indented);

    public static JsonObject ToJson(Scenario scenario) => new()
    {
        ["seed"] = scenario.Seed,
        ["protocol"] = ScenarioNames.Name(scenario.Protocol),
        ["nodes"] = scenario.Nodes,
        ["topology"] = scenario.Topology,
        ["link"] = LinkFields.Write(scenario.Link),
        ["tls"] = scenario.Tls,
        ["configuration"] = new JsonObject(scenario.Configuration.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
        ["artifacts"] = new JsonArray([.. scenario.Artifacts.Select(ArtifactFields.Write)]),
        ["faults"] = new JsonArray([.. scenario.Faults.Select(FaultFields.Write)]),
        ["faultPhaseMs"] = scenario.FaultPhase.TotalMilliseconds,
        ["livenessMaxMs"] = scenario.LivenessMax.TotalMilliseconds,
    };
}
