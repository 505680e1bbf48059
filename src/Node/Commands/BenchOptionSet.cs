using System.CommandLine;
using System.CommandLine.Parsing;
using Tidings.Node.Bench;
using Tidings.Node.Bench.Load;

namespace Tidings.Node.Commands;

/// <summary>The options that the benchmarks share, with the defaults of one of them.</summary>
internal sealed class BenchOptionSet
{
    /// <summary>Longest phase, warm-up or deadline.</summary>
    public const int SecondsMax = 3600;

    private const int NodesMax = 64;

    private readonly Option<int> _nodes = new("--nodes") { Description = "How many nodes, 2 to 64.", DefaultValueFactory = _ => 8 };

    private readonly Option<int?> _publishers;

    private readonly Option<string> _rows;

    private readonly Option<int?> _size = new("--size") { Description = "One row of artifacts of so many bytes, instead of --rows." };

    private readonly Option<int?> _window = new("--window") { Description = "Unfinished artifacts of all publishers together, in every row." };

    private readonly Option<int> _rounds;

    private readonly Option<double> _seconds = new("--seconds") { Description = "How long a phase publishes.", DefaultValueFactory = _ => 5 };

    private readonly Option<double> _warmup = new("--warmup") { Description = "How long each runs before the first phase, in seconds.", DefaultValueFactory = _ => 5 };

    private readonly Option<int> _lanes = new("--lanes") { Description = "TLS connections per pair of nodes, 1 to 16.", DefaultValueFactory = _ => 4 };

    private readonly Option<string?> _only = new("--only") { Description = "Measure one alone, for a profiler: tidings or mesh." };

    private readonly Option<bool> _json = new("--json") { Description = "Print a line of JSON for each row instead of tables." };

    private readonly Option<DirectoryInfo?> _plots = new("--plots") { Description = "Where plots go, as SVG." };

    private readonly int? _defaultPublishers;

    /// <param name="name">What the command is called.</param>
    /// <param name="rows">The rows when none are asked for.</param>
    /// <param name="publishers">How many publish when nothing is said; null for all.</param>
    /// <param name="rounds">How often everything is measured when nothing is said.</param>
    public BenchOptionSet(string name, string rows, int? publishers = null, int rounds = 5)
    {
        Name = name;
        _defaultPublishers = publishers;
        _publishers = new("--publishers") { Description = $"How many of the nodes publish. Default: {(publishers is null ? "all of them" : $"{publishers}")}." };
        _rounds = new("--rounds") { Description = "How often everything is measured; what is compared with the mesh in the order A B B A.", DefaultValueFactory = _ => rounds };
        _rows = new("--rows")
        {
            Description = "Sizes of artifacts, a row each, such as 64KiB, or 64KiB:32 with the window; otherwise the window is 4 MiB of artifacts, 16 to 256. "
                + "With a window of 1 there is one artifact at a time, of each publisher in turn, and the figure is the time until it is everywhere.",
            DefaultValueFactory = _ => rows,
        };
    }

    /// <summary>What the command is called.</summary>
    public string Name { get; }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_nodes, _publishers, _rows, _size, _window, _rounds, _seconds, _warmup, _lanes, _only, _json, _plots])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Check);
    }

    public BenchOptions Of(ParseResult parsed) => new()
    {
        Name = Name,
        Nodes = parsed.GetValue(_nodes),
        Publishers = parsed.GetValue(_publishers) ?? _defaultPublishers ?? parsed.GetValue(_nodes),
        Rows = RowsOf(parsed),
        Lanes = parsed.GetValue(_lanes),
        Rounds = parsed.GetValue(_rounds),
        Phase = TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
        Warmup = TimeSpan.FromSeconds(parsed.GetValue(_warmup)),
        Only = parsed.GetValue(_only),
        Json = parsed.GetValue(_json),
        Plots = parsed.GetValue(_plots)?.FullName,
    };

    private void Check(CommandResult result)
    {
        var nodes = Given(_nodes, 8);
        Require(nodes is >= 2 and <= NodesMax, $"--nodes takes 2 to {NodesMax}.");
        Require(Given(_publishers, null) is not { } publishers || (publishers >= 1 && publishers <= nodes), "--publishers takes 1 up to the number of nodes.");
        Require(Given(_lanes, 4) is >= 1 and <= 16, "--lanes takes 1 to 16.");
        Require(Given(_rounds, 5) is >= 1 and <= 1000, "--rounds takes 1 to 1000.");
        Require(Given(_seconds, 5) is > 0 and <= SecondsMax, $"--seconds takes up to {SecondsMax}.");
        Require(Given(_warmup, 5) is >= 0 and <= SecondsMax, $"--warmup takes 0 to {SecondsMax}.");
        Require(Given(_window, null) is null or (>= 1 and <= RowSpec.WindowMax), $"--window takes 1 to {RowSpec.WindowMax}.");
        Require(Given(_size, null) is null or (>= Payloads.SizeMin and <= RowSpec.SizeMax), $"--size takes {Payloads.SizeMin} to {RowSpec.SizeMax} bytes.");
        Require(Given(_only, null) is null or Subjects.Tidings or Subjects.Mesh, $"--only takes {Subjects.Tidings} or {Subjects.Mesh}.");
        foreach (var row in Given(_rows, "")!.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            Require(RowSpec.TryParse(row, out _), $"--rows: '{row}' is no row; 64KiB or 64KiB:32 would be one.");
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

    private List<RowSpec> RowsOf(ParseResult parsed)
    {
        var rows = parsed.GetValue(_size) is { } size
            ? [RowSpec.Of(size)]
            : parsed.GetValue(_rows)!.Split(',').Select(text => RowSpec.TryParse(text, out var row) ? row : throw new ArgumentException($"'{text}' is no row.")).ToList();
        return parsed.GetValue(_window) is { } window ? rows.ConvertAll(row => row with { Window = window }) : rows;
    }
}
