using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Reports;
using Tidings.Node.Commands;

namespace Tidings.Node.Bench;

/// <summary>Urgent artifacts under bulk, from start to exit code.</summary>
internal static class UrgentJob
{
    private const int UrgentSize = 1 << 10;

    public static Task<int> RunAsync(BenchOptions options, CancellationToken cancellationToken) => CommandLineErrors.GuardAsync(async () =>
    {
        if (options.Rows.Count != 1 || options.Only == Subjects.Mesh)
        {
            throw new ArgumentException("Urgent artifacts go with one row of bulk, and the mesh knows no urgency.");
        }

        BroadcastJob.Announce(options, options.Rows[0]);
        var result = await UrgentRun.RunAsync(options, UrgentSize, cancellationToken);
        if (options.Json)
        {
            Console.WriteLine(Json(options, result).ToJsonString());
        }
        else
        {
            Consoles.Tables.Write(Table(result));
            Consoles.Tables.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"urgent p99 under bulk / bulk p50: {result.BulkShare:F3} (must be <= {UrgentResult.BulkShareMax:F2}); / idle p99: {result.IdleMultiple:F1} (aim <= {UrgentResult.IdleMultipleAim:F0})"));
        }

        if (options.Plots is { } folder)
        {
            var plot = LatencyPlot.Of("Urgent artifacts", [("urgent, alone", result.Idle), ("urgent, under bulk", result.Loaded), ("bulk", result.BulkLatency)]);
            Consoles.Written([LatencyPlot.Write(folder, $"bench-{options.Name}.svg", plot)]);
        }

        foreach (var wrong in result.Verified.Wrong)
        {
            await Console.Error.WriteLineAsync($"wrong: {wrong}");
        }

        return result.Verified.Wrong.Count == 0 ? 0 : CommandLineErrors.Failed;
    });

    /// <summary>For scripts.</summary>
    public static JsonObject Json(BenchOptions options, UrgentResult result) => new()
    {
        ["bench"] = "urgent",
        ["nodes"] = options.Nodes,
        ["bulk_size"] = result.Bulk.Size,
        ["bulk_window"] = result.Bulk.Window,
        ["urgent_size"] = result.UrgentSize,
        ["urgent_deliveries"] = result.Loaded.Count,
        ["urgent_p50_ms"] = result.Loaded.Ms(0.5),
        ["urgent_p99_ms"] = result.Loaded.Ms(0.99),
        ["idle_deliveries"] = result.Idle.Count,
        ["idle_p50_ms"] = result.Idle.Ms(0.5),
        ["idle_p99_ms"] = result.Idle.Ms(0.99),
        ["bulk_deliveries"] = result.BulkLatency.Count,
        ["bulk_p50_ms"] = result.BulkLatency.Ms(0.5),
        ["bulk_p99_ms"] = result.BulkLatency.Ms(0.99),
        ["p99_over_bulk_p50"] = result.BulkShare,
        ["p99_over_idle_p99"] = result.IdleMultiple,
        ["hashed_again"] = result.Verified.Checked,
        ["wrong"] = new JsonArray([.. result.Verified.Wrong.Select(wrong => (JsonNode)wrong)]),
    };

    private static Table Table(UrgentResult result)
    {
        var urgent = new RowSpec(result.UrgentSize, 1).SizeText();
        var table = new Table().AddColumns("artifacts", "deliveries", "p50 ms", "p99 ms");
        Add($"urgent, {urgent}, alone", result.Idle);
        Add($"urgent, {urgent}, under bulk", result.Loaded);
        Add($"bulk, {result.Bulk.SizeText()}, window {result.Bulk.Window}", result.BulkLatency);
        return table;

        void Add(string name, LatencyHistogram latency) => table.AddRow(
            name,
            latency.Count.ToString(CultureInfo.InvariantCulture),
            latency.Ms(0.5).ToString("F2", CultureInfo.InvariantCulture),
            latency.Ms(0.99).ToString("F2", CultureInfo.InvariantCulture));
    }
}
