using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Reports;

/// <summary>Latency by distance from the maker, against what it may be.</summary>
internal static class HopReport
{
    /// <summary>To read.</summary>
    public static Table Table(IReadOnlyList<HopFigure> hops)
    {
        var table = new Table().AddColumns("hops", "deliveries", "p50 ms", "p99 ms", "max ms", "p99 may be, on quiet links");
        foreach (var hop in hops)
        {
            table.AddRow(
                hop.Hops.ToString(CultureInfo.InvariantCulture),
                hop.Deliveries.ToString(CultureInfo.InvariantCulture),
                Ms(hop.Median),
                Ms(hop.P99),
                Ms(hop.Max),
                Ms(hop.Bound));
        }

        foreach (var column in table.Columns)
        {
            column.Alignment = Justify.Right;
        }

        return table;
    }

    /// <summary>For scripts.</summary>
    public static JsonArray Json(IReadOnlyList<HopFigure> hops) => new([.. hops.Select(static hop => (JsonNode)new JsonObject
    {
        ["hops"] = hop.Hops,
        ["deliveries"] = hop.Deliveries,
        ["p50_ms"] = hop.Median.TotalMilliseconds,
        ["p99_ms"] = hop.P99.TotalMilliseconds,
        ["max_ms"] = hop.Max.TotalMilliseconds,
        ["p99_bound_ms"] = hop.Bound.TotalMilliseconds,
    })]);

    private static string Ms(TimeSpan time) => time.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture);
}
