using Spectre.Console;
using Tidings.Node.Bench.Reports;
using Tidings.Node.Commands;

namespace Tidings.Node.Bench;

/// <summary>Runs the rows of a broadcast, from start to exit code.</summary>
internal static class BroadcastJob
{
    public static Task<int> RunAsync(BenchOptions options, CancellationToken cancellationToken) => CommandLineErrors.GuardAsync(async () =>
    {
        var rows = new List<RowResult>();
        foreach (var spec in options.Rows)
        {
            Consoles.Progress.WriteLine($"broadcast of {spec.SizeText()} artifacts, window {spec.Window}: {options.Nodes} nodes, {options.Publishers} publishers, {options.Lanes} lanes");
            var row = await RowRun.RunAsync(options, spec, cancellationToken);
            rows.Add(row);
            if (options.Json)
            {
                Console.WriteLine(RowJson.Of(options, row, row.Suite is { } suite ? Machine.Of(suite) : null).ToJsonString());
            }
        }

        if (!options.Json)
        {
            Write(options, rows);
        }

        foreach (var wrong in rows.SelectMany(row => row.Verified.Wrong))
        {
            await Console.Error.WriteLineAsync($"wrong: {wrong}");
        }

        return rows.All(row => row.IsVerified && !row.IsVoid) ? 0 : CommandLineErrors.Failed;
    });

    private static void Write(BenchOptions options, List<RowResult> rows)
    {
        if (rows.Select(row => row.Suite).FirstOrDefault(suite => suite is not null) is { } suite)
        {
            Consoles.Tables.WriteLine(Machine.Of(suite).ToString());
        }

        Consoles.Tables.WriteLine(
            $"{options.Nodes} nodes, {options.Publishers} publishers, {options.Lanes} lanes; {options.Rounds} rounds A B B A of {options.Phase.TotalSeconds:0.##} s phases "
            + $"after {options.Warmup.TotalSeconds:0.##} s of warm-up each; the subject that is not measured stays up, idle.");
        Consoles.Tables.Write(BroadcastTable.Rates(rows));
        Consoles.Tables.Write(BroadcastTable.Costs(rows));
    }
}
