using System.Globalization;
using Spectre.Console;
using Tidings.Node.Commands;
using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Reports;

/// <summary>What a single run ends with, to read.</summary>
internal static class RunReport
{
    public static void Write(Scenario scenario, ScenarioResult result, RunCost cost)
    {
        if (scenario.Faults.Count > 0)
        {
            Consoles.Tables.Write(Faults(scenario, result));
        }

        if (result.Hops.Count > 0)
        {
            Consoles.Tables.Write(HopReport.Table(result.Hops));
        }

        Consoles.Tables.Write(Summary(scenario, result, cost));
    }

    private static Grid Summary(Scenario scenario, ScenarioResult result, RunCost cost) => new Rows()
        .Add("seed", $"{result.Seed}")
        .Add("network", $"{scenario.Nodes} nodes of {ScenarioNames.Name(scenario.Protocol)}, {scenario.Topology}{(scenario.Tls ? ", TLS" : "")}; {scenario.Artifacts.Count} artifacts, {scenario.Artifacts.Sum(artifact => (long)artifact.Bytes)} bytes")
        .Add("history", $"{result.Hash}, {result.Steps} steps in {result.VirtualTime.TotalSeconds:F3} virtual seconds")
        .Add("deliveries", $"{result.Deliveries}")
        .Add("latency", $"p50 {Percentile.Ms(result.Latencies, 0.5):F1} ms, p99 {Percentile.Ms(result.Latencies, 0.99):F1} ms, max {Percentile.Ms(result.Latencies, 1):F1} ms")
        .Add("messages", $"{result.Messages} ({result.Messages / Math.Max(1.0, result.Deliveries):F2} a delivery)")
        .Add("bytes on the wire", $"{result.WireBytes}")
        .Add("copies per delivery", $"{result.Copies:F3}")
        .Add("this machine", $"{cost.Elapsed.TotalSeconds:F1} s, {cost.PeakBytes / 1e6:F0} MB at most")
        .Grid;

    // What was planned and what it came to; what comes with every link fires without a plan.
    private static Table Faults(Scenario scenario, ScenarioResult result)
    {
        var table = new Table().AddColumns("fault", "planned", "fired");
        foreach (var kind in scenario.Faults.Select(fault => fault.Kind).Union(result.Fired.Keys).Order())
        {
            table.AddRow(
                ScenarioNames.Name(kind),
                scenario.Faults.Count(fault => fault.Kind == kind).ToString(CultureInfo.InvariantCulture),
                result.Fired.GetValueOrDefault(kind).ToString(CultureInfo.InvariantCulture));
        }

        table.Columns[1].Alignment = table.Columns[2].Alignment = Justify.Right;
        return table;
    }
}
