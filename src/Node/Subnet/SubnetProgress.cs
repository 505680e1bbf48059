using System.Globalization;
using Spectre.Console;
using Tidings.Node.Commands;

namespace Tidings.Node.Subnet;

/// <summary>A bar per node while the run goes on: files held, rate, items waiting in its graph.</summary>
internal static class SubnetProgress
{
    public static async Task<RunResult> ShowAsync(SubnetOptions options, FileInventory inventory, Func<IProgress<RunProgress>, Task<RunResult>> run)
    {
        Consoles.Progress.MarkupLineInterpolated(
            $"{options.Nodes} nodes ({options.Topology}, {options.Lanes} lanes), {inventory.Files.Count} files, {inventory.Bytes / 1e6:F1} MB from [bold]{options.Files}[/]");
        RunResult? result = null;
        await Consoles.Progress.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bars = Enumerable.Range(0, options.Nodes)
                    .Select(i => context.AddTask($"node {i}", maxValue: inventory.Files.Count))
                    .ToList();
                result = await run(new Reporter(bars));
            });
        return result!;
    }

    private sealed class Reporter(List<ProgressTask> bars) : IProgress<RunProgress>
    {
        private readonly long[] _received = new long[bars.Count];
        private readonly long[] _at = new long[bars.Count];

        public void Report(RunProgress value)
        {
            for (var i = 0; i < bars.Count; i++)
            {
                var node = value.Nodes[i];
                var now = TimeProvider.System.GetTimestamp();
                var elapsed = TimeProvider.System.GetElapsedTime(_at[i], now).TotalSeconds;
                var rate = (node.ReceivedBytes - _received[i]) / 1e6 / elapsed;
                (_received[i], _at[i]) = (node.ReceivedBytes, now);
                bars[i].Description = value.Wanted == 0
                    ? string.Create(CultureInfo.InvariantCulture, $"node {i,2}  {node.Sessions}/{node.Neighbours} sessions")
                    : string.Create(CultureInfo.InvariantCulture, $"node {i,2}  {node.Files,5} files {rate,7:F1} MB/s {node.QueueDepth,5} queued");
                bars[i].Value = value.Wanted == 0 ? 0 : node.Files;
            }
        }
    }
}
