using System.CommandLine;
using Tidings.Node.Commands;

var root = new RootCommand("Tidings: every artifact that one node makes reaches every node of its subnet, over mutual TLS and without a broker.")
{
    SubnetCommand.Create(),
    NodeCommand.Create(),
    IdentityCommand.Create(),
    PublishCommand.Create(),
    PoolCommand.Create(),
    GetCommand.Create(),
    PeersCommand.Create(),
    GraphCommand.Create(),
    SimulateCommand.Create(),
    BenchCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
