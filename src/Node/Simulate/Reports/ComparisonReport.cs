using System.Globalization;
using Spectre.Console;
using Tidings.Node.Commands;
using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Reports;

/// <summary>A row per protocol.</summary>
internal static class ComparisonReport
{
    public static void Write(IEnumerable<(Scenario Scenario, ScenarioResult Result)> runs)
    {
        var table = new Table().AddColumns("protocol", "deliveries", "messages per delivery", "copies per delivery", "p50 ms", "p99 ms", "max ms", "MB on the wire", "x payload x (nodes - 1)");
        foreach (var (scenario, result) in runs)
        {
            var payload = scenario.Artifacts.Sum(artifact => (double)artifact.Bytes) * (scenario.Nodes - 1);
            table.AddRow(
                ScenarioNames.Name(scenario.Protocol),
                result.Deliveries.ToString(CultureInfo.InvariantCulture),
                Text(result.Messages / Math.Max(1.0, result.Deliveries), "F2"),
                Text(result.Copies, "F3"),
                Text(Percentile.Ms(result.Latencies, 0.5), "F1"),
                Text(Percentile.Ms(result.Latencies, 0.99), "F1"),
                Text(Percentile.Ms(result.Latencies, 1), "F1"),
                Text(result.WireBytes / 1e6, "F3"),
                Text(payload == 0 ? 0 : result.WireBytes / payload, "F3"));
        }

        foreach (var column in table.Columns.Skip(1))
        {
            column.Alignment = Justify.Right;
        }

        Consoles.Tables.Write(table);
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
