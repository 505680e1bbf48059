using System.CommandLine;
using System.CommandLine.Parsing;
using Tidings.Node.Bench;
using Tidings.Node.Bench.Load;

namespace Tidings.Node.Commands;

/// <summary>Whole runs against the clock, next to what the same TLS connections carry without a protocol.</summary>
internal static class BenchCommand
{
    private const int NodesMax = 64;
    private const int WindowMax = 1 << 14;

    private static readonly Option<int> Nodes = new("--nodes") { Description = "How many nodes, 2 to 64.", DefaultValueFactory = _ => 8 };

    private static readonly Option<int?> Publishers = new("--publishers") { Description = "How many of the nodes publish. Default: all of them." };

    private static readonly Option<string> Rows = new("--rows")
    {
        Description = "Sizes of artifacts, a row each: such as 1KiB,64KiB,1MiB. Each has its window: 4 MiB of artifacts, 16 to 256 of them.",
        DefaultValueFactory = _ => "1KiB,64KiB,1MiB",
    };

    private static readonly Option<int?> Size = new("--size") { Description = "One row of artifacts of so many bytes, instead of --rows." };

    private static readonly Option<int?> Window = new("--window") { Description = "Unfinished artifacts of all publishers together, in every row." };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "How often both are measured in the order A B B A.", DefaultValueFactory = _ => 5 };

    private static readonly Option<double> Seconds = new("--seconds") { Description = "How long a phase publishes.", DefaultValueFactory = _ => 5 };

    private static readonly Option<double> Warmup = new("--warmup") { Description = "How long each runs before the first phase, in seconds.", DefaultValueFactory = _ => 5 };

    private static readonly Option<int> Lanes = new("--lanes") { Description = "TLS connections per pair of nodes, 1 to 16.", DefaultValueFactory = _ => 4 };

    private static readonly Option<string?> Only = new("--only") { Description = "Measure one alone, for a profiler: tidings or mesh." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print a line of JSON for each row instead of tables." };

    public static Command Create()
    {
        var command = new Command("bench", "Measure whole runs on loopback against a bare push mesh: the same TLS connections without a protocol.");
        command.Subcommands.Add(Broadcast());
        return command;
    }

    private static Command Broadcast()
    {
        var command = new Command("broadcast", "All publish as fast as the window of unfinished artifacts lets them.")
        {
            Nodes, Publishers, Rows, Size, Window, Rounds, Seconds, Warmup, Lanes, Only, Json,
        };
        command.Validators.Add(Check);
        command.SetAction((parsed, cancellationToken) => BroadcastJob.RunAsync(OptionsOf(parsed), cancellationToken));
        return command;
    }

    private static void Check(CommandResult result)
    {
        var nodes = Given(Nodes, 8);
        Require(nodes is >= 2 and <= NodesMax, $"--nodes takes 2 to {NodesMax}.");
        Require(Given(Publishers, null) is not { } publishers || (publishers >= 1 && publishers <= nodes), "--publishers takes 1 up to the number of nodes.");
        Require(Given(Lanes, 4) is >= 1 and <= 16, "--lanes takes 1 to 16.");
        Require(Given(Rounds, 5) is >= 1 and <= 1000, "--rounds takes 1 to 1000.");
        Require(Given(Seconds, 5) is > 0 and <= 3600, "--seconds takes up to 3600.");
        Require(Given(Warmup, 5) is >= 0 and <= 3600, "--warmup takes 0 to 3600.");
        Require(Given(Window, null) is null or (>= 1 and <= WindowMax), $"--window takes 1 to {WindowMax}.");
        Require(Given(Size, null) is null or (>= Payloads.SizeMin and <= RowSpec.SizeMax), $"--size takes {Payloads.SizeMin} to {RowSpec.SizeMax} bytes.");
        Require(Given(Only, null) is null or Subjects.Tidings or Subjects.Mesh, $"--only takes {Subjects.Tidings} or {Subjects.Mesh}.");
        foreach (var row in Given(Rows, "1KiB")!.Split(','))
        {
            Require(RowSpec.TryParse(row, out _), $"--rows: '{row}' is no size; 64KiB would be one.");
        }

        T? Given<T>(Option<T> option, T? otherwise) => result.GetResult(option) is { Implicit: false } ? result.GetValue(option) : otherwise;

        void Require(bool holds, string mistake)
        {
            if (!holds)
            {
                result.AddError(mistake);
            }
        }
    }

    private static BenchOptions OptionsOf(ParseResult parsed) => new()
    {
        Nodes = parsed.GetValue(Nodes),
        Publishers = parsed.GetValue(Publishers) ?? parsed.GetValue(Nodes),
        Rows = RowsOf(parsed),
        Lanes = parsed.GetValue(Lanes),
        Rounds = parsed.GetValue(Rounds),
        Phase = TimeSpan.FromSeconds(parsed.GetValue(Seconds)),
        Warmup = TimeSpan.FromSeconds(parsed.GetValue(Warmup)),
        Only = parsed.GetValue(Only),
        Json = parsed.GetValue(Json),
    };

    private static List<RowSpec> RowsOf(ParseResult parsed)
    {
        var rows = parsed.GetValue(Size) is { } size
            ? [RowSpec.Of(size)]
            : parsed.GetValue(Rows)!.Split(',').Select(text => RowSpec.TryParse(text, out var row) ? row : throw new ArgumentException($"'{text}' is no size.")).ToList();
        return parsed.GetValue(Window) is { } window ? rows.ConvertAll(row => row with { Window = window }) : rows;
    }
}
