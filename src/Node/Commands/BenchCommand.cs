using System.CommandLine;
using Tidings.Node.Bench;
using Tidings.Node.Bench.Joining;
using Tidings.Node.Bench.Processes;

namespace Tidings.Node.Commands;

/// <summary>Whole runs against the clock, next to what the same TLS connections carry without a protocol.</summary>
internal static class BenchCommand
{
    private const string Rates = "1KiB,64KiB,1MiB";

    // What HELLO can announce holds it, and the live row beside it.
    private const int CountMax = 1_000_000;

    private const string Latencies = "1KiB:1,64KiB:1,1MiB:1";

    public static Command Create()
    {
        var command = new Command("bench", "Measure whole runs on loopback against a bare push mesh: the same TLS connections without a protocol.")
        {
            Broadcast(),
            Of(new("latency", Latencies), "One artifact at a time: how soon it is at every node.", BroadcastJob.RunAsync),
            Of(new("one-to-many", Rates, publishers: 1), "One node publishes as fast as the window of unfinished artifacts lets it.", BroadcastJob.RunAsync),
            Of(new("urgent", "1MiB"), "A small artifact every 100 ms, alone and while all broadcast bulk.", UrgentJob.RunAsync),
            LateJoiner(),
            Scaling(),
            ChildOf(),
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

    private static Command Broadcast()
    {
        var options = new BenchOptionSet("broadcast", $"{Rates},{Latencies}");
        var processes = new Option<bool>("--process-per-node") { Description = "Measure each row a second time with a process for each node, of both, and tell what is left of the ratio." };
        var command = new Command(options.Name, "All publish as fast as the window of unfinished artifacts lets them; then one artifact at a time.") { processes };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(processes)
            ? ProcessesJob.RunAsync(options.Of(parsed) with { ProcessPerNode = true }, cancellationToken)
            : BroadcastJob.RunAsync(options.Of(parsed), cancellationToken));
        return command;
    }

    // What a run with a process per node starts.
    private static Command ChildOf()
    {
        var arguments = new Argument<string[]>("spec") { Arity = ArgumentArity.OneOrMore };
        var command = new Command("child", "One node of a benchmark, for a parent process.") { arguments };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => Child.RunAsync(
            ChildSpec.Parse(parsed.GetValue(arguments)!), Console.OpenStandardInput(), Console.OpenStandardOutput(), cancellationToken));
        return command;
    }

    private static Command LateJoiner()
    {
        var options = new BenchOptionSet("late-joiner", "1KiB", rounds: 3);
        var count = new Option<int>("--count") { Description = $"Artifacts in the pool that it takes, up to {CountMax}.", DefaultValueFactory = _ => 100_000 };
        var deadline = new Option<double>("--deadline") { Description = "How long filling the pools may take, and each joiner, in seconds.", DefaultValueFactory = _ => 300 };
        var command = new Command(options.Name, "How fast a node that comes late takes a pool: of an idle subnet, and while the others broadcast at half their rate.") { count, deadline };
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(count) is { Implicit: false } && result.GetValue(count) is < 1 or > CountMax)
            {
                result.AddError($"--count takes 1 to {CountMax}.");
            }

            if (result.GetResult(deadline) is { Implicit: false } && result.GetValue(deadline) is not (> 0 and <= BenchOptionSet.SecondsMax))
            {
                result.AddError($"--deadline takes up to {BenchOptionSet.SecondsMax}.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
            LateJoinerJob.RunAsync(options.Of(parsed), parsed.GetValue(count), TimeSpan.FromSeconds(parsed.GetValue(deadline)), cancellationToken));
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
