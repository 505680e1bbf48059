using System.CommandLine;
using System.CommandLine.Parsing;
using Tidings.Node.Simulate;
using Tidings.Node.Simulate.Files;
using Tidings.Runtime.Membership;
using Tidings.Simulation.Scenarios.Drawing;

namespace Tidings.Node.Commands;

/// <summary>Subnets in virtual time: one scenario, or a campaign of many.</summary>
internal static class SimulateCommand
{
    private const int WorkersMax = 256;

    private static readonly Option<FileInfo?> Scenario = new("--scenario") { Description = "A scenario file (docs/simulation.md). Default: a scenario is drawn from each seed." };

    private static readonly Option<int?> Nodes = new("--nodes") { Description = "How many nodes, instead of what the scenario says." };

    private static readonly Option<string?> Liars = new("--liars")
    {
        Description = "Draw small subnets in which up to all but two of the nodes lie, and nothing else goes wrong: the name of a way to lie, each (seeds play one way after the other), or mixes (every hundred seeds play another mixture).",
    };

    private static readonly Option<long?> Seed = new("--seed") { Description = "Run one seed, and show what it did. Default: the scenario's seed, or 1." };

    private static readonly Option<string?> Seeds = new("--seeds") { Description = "Run a range of seeds, A..B, in child processes." };

    private static readonly Option<int> Workers = new("--workers")
    {
        Description = "Child processes of a range. Default: one per core.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one line of JSON instead of tables." };

    private static readonly Option<bool> Timeline = new("--timeline") { Description = "Print everything that happened in the run, in order of time." };

    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "Where scenario files go: of the run, or of each failing seed, made as small as it still fails." };

    private static readonly Option<DirectoryInfo?> Plot = new("--plot") { Description = "Where plots go, as SVG: delivery curve, bytes per node, copies per delivery." };

    private static readonly Option<bool> Compare = new("--compare") { Description = "Let flooding and gossipsub play the same scenario, and compare." };

    private static readonly Option<bool> Worker = new("--worker") { Description = "Run the seeds that standard input names, for a parent process.", Hidden = true };

    public static Command Create()
    {
        var command = new Command("simulate", "Run subnets in virtual time, with faults, and check everything that must hold. One seed is one history.")
        {
            Scenario, Nodes, Liars, Seed, Seeds, Workers, Json, Timeline, Out, Plot, Compare, Worker,
        };
        command.Validators.Add(Check);
        command.SetAction((parsed, cancellationToken) => SimulateJob.RunAsync(OptionsOf(parsed), cancellationToken));
        return command;
    }

    private static void Check(CommandResult result)
    {
        var range = result.GetResult(Seeds) is not null;
        Require(Given(Nodes) is null or (>= 1 and <= MembershipList.MembersMax), $"--nodes takes 1 to {MembershipList.MembersMax}.");
        Require(Given(Nodes) is not < ScenarioDraw.NodesMin || result.GetResult(Scenario) is not null, $"--nodes takes {ScenarioDraw.NodesMin} or more when the scenario is drawn.");
        Require(Given(Liars) is null || LiarNames.All.Contains(Given(Liars)), $"--liars takes {string.Join(", ", LiarNames.All)}.");
        Require(Given(Liars) is null || result.GetResult(Scenario) is null, "--liars draws scenarios, --scenario reads one: choose.");
        Require(Given(Seed) is null or >= 0, "--seed takes 0 or more.");
        Require(result.GetResult(Workers) is not { Implicit: false } || result.GetValue(Workers) is >= 1 and <= WorkersMax, $"--workers takes 1 to {WorkersMax}.");
        Require(result.GetResult(Scenario) is null || result.GetValue(Scenario) is { Exists: true }, $"--scenario: there is no file '{result.GetValue(Scenario)}'.");
        Require(!range || SeedRange.TryParse(result.GetValue(Seeds), out _), $"--seeds: '{result.GetValue(Seeds)}' is no range; 1..10000 would be one. It has 1 to {SeedRange.CountMax} seeds, from 0 up.");
        Require(!range || Given(Seed) is null, "--seed is for one run, --seeds for many: choose.");
        foreach (var option in (Option[])[Timeline, Plot, Compare])
        {
            Require(!range || result.GetResult(option) is null, $"{option.Name} is for one run, not for --seeds.");
        }

        T? Given<T>(Option<T> option) => result.GetResult(option) is null ? default : result.GetValue(option);

        void Require(bool holds, string mistake)
        {
            if (!holds)
            {
                result.AddError(mistake);
            }
        }
    }

    private static SimulateOptions OptionsOf(ParseResult parsed) => new()
    {
        Scenario = parsed.GetValue(Scenario)?.FullName,
        Nodes = parsed.GetValue(Nodes),
        Liars = parsed.GetValue(Liars),
        Seed = parsed.GetValue(Seed),
        Seeds = SeedRange.TryParse(parsed.GetValue(Seeds), out var seeds) ? seeds : null,
        Workers = parsed.GetValue(Workers),
        Json = parsed.GetValue(Json),
        Timeline = parsed.GetValue(Timeline),
        Out = parsed.GetValue(Out)?.FullName,
        Plot = parsed.GetValue(Plot)?.FullName,
        Compare = parsed.GetValue(Compare),
        IsWorker = parsed.GetValue(Worker),
    };
}
