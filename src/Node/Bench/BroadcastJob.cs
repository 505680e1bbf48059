using Spectre.Console;
using Tidings.Node.Bench.Reports;
using Tidings.Node.Commands;

namespace Tidings.Node.Bench;

/// <summary>Runs the rows of a benchmark, from start to exit code.</summary>
internal static class BroadcastJob
{
    public static Task<int> RunAsync(BenchOptions options, CancellationToken cancellationToken) => CommandLineErrors.GuardAsync(async () =>
    {
        var rows = new List<RowResult>();
        foreach (var spec in options.Rows)
        {
            Announce(options, spec);
            var row = await RowRun.RunAsync(options, spec, cancellationToken);
            rows.Add(row);
            if (options.Json)
            {
                Console.WriteLine(RowJson.Of(options, row, row.Suite is { } suite ? Machine.Of(suite) : null).ToJsonString());
            }
        }

        if (!options.Json)
        {
            Describe(options, rows);
            Consoles.Tables.Write(RowTables.Ratios(rows));
            Consoles.Tables.Write(RowTables.Costs(rows));
            Consoles.Tables.WriteLine("p50, p99: from publication to validation at each node. CPU, allocated bytes: of the whole process, for each delivery.");
        }

        RowPlots.Write(options, rows);
        return await ExitCodeAsync(rows);
    });

    /// <summary>Says on standard error what is measured now.</summary>
    public static void Announce(BenchOptions options, RowSpec spec) => Consoles.Progress.WriteLine(
        $"{spec.SizeText()}, window {spec.Window}: {options.Nodes} nodes, {options.Publishers} publishers, {options.Lanes} lanes");

    /// <summary>Where the figures come from, and how.</summary>
    public static void Describe(BenchOptions options, IReadOnlyList<RowResult> rows)
    {
        if (rows.Select(row => row.Suite).FirstOrDefault(suite => suite is not null) is { } suite)
        {
            Consoles.Tables.WriteLine(Machine.Of(suite).ToString());
        }

        Consoles.Tables.WriteLine(
            $"{options.Nodes} nodes, {options.Publishers} publishers, {options.Lanes} lanes; {options.Rounds} rounds A B B A of {options.Phase.TotalSeconds:0.##} s phases "
            + $"after {options.Warmup.TotalSeconds:0.##} s of warm-up each; the subject that is not measured stays up, idle.");
    }

    /// <summary>0 when every row says something and what was looked at in the pools was right; what was wrong goes to standard error.</summary>
    public static async Task<int> ExitCodeAsync(IReadOnlyList<RowResult> rows)
    {
        foreach (var wrong in rows.SelectMany(row => row.Verified.Wrong))
        {
            await Console.Error.WriteLineAsync($"wrong: {wrong}");
        }

        return rows.All(row => row.IsVerified && !row.IsVoid) ? 0 : CommandLineErrors.Failed;
    }
}
