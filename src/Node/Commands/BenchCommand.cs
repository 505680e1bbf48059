using System.CommandLine;
using Tidings.Node.Bench;

namespace Tidings.Node.Commands;

/// <summary>Whole runs against the clock, next to what the same TLS connections carry without a protocol.</summary>
internal static class BenchCommand
{
    private const string Rates = "1KiB,64KiB,1MiB";
    private const string Latencies = "1KiB:1,64KiB:1,1MiB:1";

    public static Command Create()
    {
        var command = new Command("bench", "Measure whole runs on loopback against a bare push mesh: the same TLS connections without a protocol.")
        {
            Of(new("broadcast", $"{Rates},{Latencies}"), "All publish as fast as the window of unfinished artifacts lets them; then one artifact at a time.", BroadcastJob.RunAsync),
            Of(new("latency", Latencies), "One artifact at a time: how soon it is at every node.", BroadcastJob.RunAsync),
            Of(new("one-to-many", Rates, publishers: 1), "One node publishes as fast as the window of unfinished artifacts lets it.", BroadcastJob.RunAsync),
            Of(new("urgent", "1MiB"), "A small artifact every 100 ms, alone and while all broadcast bulk.", UrgentJob.RunAsync),
            Scaling(),
        };
        return command;
    }

    private static Command Of(BenchOptionSet options, string description, Func<BenchOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command(options.Name, description);
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => run(options.Of(parsed), cancellationToken));
        return command;
    }

    private static Command Scaling()
    {
        var options = new BenchOptionSet("scaling", "1KiB,64KiB");
        var large = new Option<int>("--to") { Description = "The larger number of nodes, up to 64; --nodes is the smaller.", DefaultValueFactory = _ => 32 };
        var command = new Command(options.Name, "How much more a delivery costs in a larger subnet than in a smaller one, relative to the mesh.") { large };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ScalingJob.RunAsync(options.Of(parsed), parsed.GetValue(large), cancellationToken));
        return command;
    }
}
