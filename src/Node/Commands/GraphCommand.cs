using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Node.Hosting;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Security;

namespace Tidings.Node.Commands;

/// <summary>Prints the graph that a node runs, without running one.</summary>
internal static class GraphCommand
{
    private static readonly Option<bool> Mermaid = new("--mermaid") { Description = "As a Mermaid diagram." };

    public static Command Create()
    {
        var command = new Command("graph", "Print the graph of the node: its stages, edges with their bounds, and signals.") { Mermaid };
        command.SetAction(parsed => CommandLineErrors.Guard(() =>
        {
            using var identity = NodeIdentity.Create();
            using var host = NodeHost.Build(new ConfigurationBuilder().Build(), LogLevel.Warning, node => node.UseIdentity(identity));
            var graph = host.Services.GetRequiredService<INode>().Graph;
            Console.WriteLine(parsed.GetValue(Mermaid) ? graph.ToMermaid() : graph.ToString());
            return 0;
        }));
        return command;
    }
}
