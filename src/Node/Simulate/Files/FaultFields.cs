using System.Text.Json.Nodes;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Files;

/// <summary>Something that goes wrong, as a file says it.</summary>
internal static class FaultFields
{
    public static PlannedFault Read(JsonFields fields, int nodes, TimeSpan phaseMax) => new(
        fields.Choice("kind", ScenarioNames.Faults),
        fields.Milliseconds("fromMs", phaseMax, TimeSpan.Zero),
        fields.Milliseconds("forMs", phaseMax, TimeSpan.Zero),
        fields.Ints("nodes", 0, nodes - 1),
        fields.Number("amount", double.MinValue, double.MaxValue, 0));

    public static JsonObject Write(PlannedFault fault) => new()
    {
        ["kind"] = ScenarioNames.Name(fault.Kind),
        ["fromMs"] = fault.From.TotalMilliseconds,
        ["forMs"] = fault.For.TotalMilliseconds,
        ["nodes"] = new JsonArray([.. fault.Nodes.Select(node => (JsonNode)node)]),
        ["amount"] = fault.Amount,
    };
}
