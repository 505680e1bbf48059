using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tidings.Node.Bench.Reports;
using Tidings.Node.Commands;

namespace Tidings.Node.Bench;

/// <summary>The rows of a broadcast in a small and in a large subnet: by how much the processor time of a delivery, over the mesh's, grows.</summary>
internal static class ScalingJob
{
    private const double GrowthMax = 1.3;

    public static Task<int> RunAsync(BenchOptions options, int largeNodes, CancellationToken cancellationToken) => CommandLineErrors.GuardAsync(async () =>
    {
        if (options.Only is not null || largeNodes <= options.Nodes)
        {
            throw new ArgumentException($"Scaling compares both subjects, and more nodes than {options.Nodes}.");
        }

        var rows = new List<RowResult>();
        var table = new Table().AddColumns("size", "nodes", "CPU us, tidings", "CPU us, mesh", "ratio", "growth", "must be", "wire / payload");
        foreach (var spec in options.Rows)
        {
            var small = await RowAsync(options, spec, cancellationToken);
            var large = await RowAsync(options with { Nodes = largeNodes, Publishers = largeNodes }, spec, cancellationToken);
            rows.AddRange([small, large]);
            var growth = large.CpuRatio!.Median / small.CpuRatio!.Median;
            if (options.Json)
            {
                var machine = Machine.Of(small.Suite!.Value);
                Console.WriteLine(new JsonObject
                {
                    ["bench"] = "scaling",
                    ["small"] = RowJson.Of(options, small, machine),
                    ["large"] = RowJson.Of(options with { Nodes = largeNodes, Publishers = largeNodes }, large, machine),
                    ["cpu_ratio_growth"] = growth,
                    ["must_be_at_most"] = GrowthMax,
                }.ToJsonString());
            }

            RowTables.AddScaling(table, options.Nodes, small, "", "");
            RowTables.AddScaling(table, largeNodes, large, growth.ToString("F2", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"<= {GrowthMax:F2}"));
        }

        if (!options.Json)
        {
            BroadcastJob.Describe(options, rows);
            Consoles.Tables.Write(table);
        }

        RowPlots.Write(options, rows);
        return await BroadcastJob.ExitCodeAsync(rows);
    });

    private static Task<RowResult> RowAsync(BenchOptions options, RowSpec spec, CancellationToken cancellationToken)
    {
        BroadcastJob.Announce(options, spec);
        return RowRun.RunAsync(options, spec, cancellationToken);
    }
}
