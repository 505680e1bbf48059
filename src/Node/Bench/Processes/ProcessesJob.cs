using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tidings.Node.Bench.Reports;
using Tidings.Node.Commands;

namespace Tidings.Node.Bench.Processes;

/// <summary>The rows of a broadcast with all nodes in one process and with a process for each: what is left of the ratio to the mesh, which runs the same way.</summary>
internal static class ProcessesJob
{
    private const double KeptMin = 0.85;

    public static Task<int> RunAsync(BenchOptions options, CancellationToken cancellationToken) => CommandLineErrors.GuardAsync(async () =>
    {
        if (options.Only is not null)
        {
            throw new ArgumentException("A process per node is compared with one process for all, and both with the mesh: --only does not go with it.");
        }

        var rows = new List<RowResult>();
        var table = new Table().AddColumns("size", "window", "processes", "tidings", "mesh", "unit", "ratio", "quartiles", "kept", "must be", "CPU us");
        foreach (var spec in options.Rows)
        {
            BroadcastJob.Announce(options, spec);
            var common = await RowRun.RunAsync(options with { ProcessPerNode = false }, spec, cancellationToken);
            var own = await RowRun.RunAsync(options, spec, cancellationToken);
            rows.AddRange([common, own]);
            var kept = Kept(common, own);
            if (options.Json)
            {
                Console.WriteLine(Json(options, common, own).ToJsonString());
            }

            RowTables.AddProcesses(table, "1", common, "", "");
            RowTables.AddProcesses(
                table, options.Nodes.ToString(CultureInfo.InvariantCulture), own, kept.ToString("F2", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $">= {KeptMin:F2}"));
        }

        if (!options.Json)
        {
            BroadcastJob.Describe(options, rows);
            Consoles.Tables.Write(table);
        }

        RowPlots.Write(options, rows);
        return await BroadcastJob.ExitCodeAsync(rows);
    });

    /// <summary>What is left of the ratio with a process per node: of a rate how much of it, of a time by how much it did not grow.</summary>
    public static double Kept(RowResult common, RowResult own) =>
        common.Spec.IsSingle ? common.Ratio!.Median / own.Ratio!.Median : own.Ratio!.Median / common.Ratio!.Median;

    /// <summary>For scripts.</summary>
    public static JsonObject Json(BenchOptions options, RowResult common, RowResult own)
    {
        var machine = common.Suite is { } suite ? Machine.Of(suite) : null;
        return new JsonObject
        {
            ["bench"] = "process-per-node",
            ["one_process"] = RowJson.Of(options, common, machine),
            ["process_per_node"] = RowJson.Of(options, own, machine),
            ["kept"] = Kept(common, own),
            ["must_be_at_least"] = KeptMin,
        };
    }
}
