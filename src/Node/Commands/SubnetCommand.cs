using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Tidings.Node.Subnet;

namespace Tidings.Node.Commands;

/// <summary>The main job: a subnet of real nodes on loopback broadcasts real files.</summary>
internal static class SubnetCommand
{
    private static readonly Option<int> Nodes = new("--nodes") { Description = "How many nodes, 2 to 64.", DefaultValueFactory = _ => 7 };

    private static readonly Option<DirectoryInfo> Files = new("--files")
    {
        Description = "Every regular file below this directory is published. Default: the directory of the running .NET runtime.",
        DefaultValueFactory = _ => new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()),
    };

    private static readonly Option<int?> Publishers = new("--publishers") { Description = "How many of the nodes publish, in turn. Default: all of them." };

    private static readonly Option<int> Lanes = new("--lanes") { Description = "TLS connections per pair of nodes, 1 to 16.", DefaultValueFactory = _ => 4 };

    private static readonly Option<string> Topology = new("--topology")
    {
        Description = "Who is connected to whom: full, or regular:D with D even and below the number of nodes.",
        DefaultValueFactory = _ => "full",
    };

    private static readonly Option<bool> ProcessPerNode = new("--process-per-node") { Description = "Run every node in a process of its own." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one line of JSON instead of the table." };

    private static readonly Option<int> Deadline = new("--deadline")
    {
        Description = "Seconds after which the run ends with a list of what is missing where.",
        DefaultValueFactory = _ => 600,
    };

    public static Command Create()
    {
        var command = new Command("subnet", "Start a subnet on loopback, broadcast every file of a directory, and check every byte at every node.")
        {
            Nodes, Files, Publishers, Lanes, Topology, ProcessPerNode, Json, Deadline,
        };
        command.Validators.Add(Check);
        command.SetAction((parsed, cancellationToken) => SubnetJob.RunAsync(OptionsOf(parsed), cancellationToken));
        return command;
    }

    // An option that was not given has its default, which is right by itself; together they are checked once parsed.
    private static void Check(CommandResult result)
    {
        var nodes = Given(Nodes, 7);
        Require(nodes is >= 2 and <= 64, "--nodes takes 2 to 64.");
        Require(Given(Publishers, null) is not { } publishers || (publishers >= 1 && publishers <= nodes), "--publishers takes 1 up to the number of nodes.");
        Require(Given(Lanes, 4) is >= 1 and <= 16, "--lanes takes 1 to 16.");
        Require(Given(Deadline, 1) is >= 1 and <= 86_400, "--deadline takes 1 to 86400 seconds.");
        var files = Given(Files, null);
        Require(files is null or { Exists: true }, $"--files: there is no directory '{files}'.");
        var fault = TopologyOption.Fault(Given(Topology, "full")!, nodes);
        Require(fault is null, $"--topology: {fault}");

        T? Given<T>(Option<T> option, T? otherwise) => result.GetResult(option) is { Implicit: false } ? result.GetValue(option) : otherwise;

        void Require(bool holds, string mistake)
        {
            if (!holds)
            {
                result.AddError(mistake);
            }
        }
    }

    private static SubnetOptions OptionsOf(ParseResult parsed) => new()
    {
        Nodes = parsed.GetValue(Nodes),
        Files = parsed.GetValue(Files)!.FullName,
        Publishers = parsed.GetValue(Publishers) ?? parsed.GetValue(Nodes),
        Lanes = parsed.GetValue(Lanes),
        Topology = parsed.GetValue(Topology)!,
        ProcessPerNode = parsed.GetValue(ProcessPerNode),
        Json = parsed.GetValue(Json),
        Deadline = TimeSpan.FromSeconds(parsed.GetValue(Deadline)),
    };
}
