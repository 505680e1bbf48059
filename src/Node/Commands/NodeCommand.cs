using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Node.Hosting;
using Tidings.Node.Http;
using Tidings.Pipelines.Configuration;
using Tidings.Runtime.Hosting;

namespace Tidings.Node.Commands;

/// <summary>Runs one node until it is told to stop.</summary>
internal static class NodeCommand
{
    private static readonly Option<FileInfo> Config = new("--config") { Description = "The node's configuration, a JSON file.", Required = true };

    private static readonly Option<LogLevel> Level = new("--log-level")
    {
        Description = "Least level that is logged, to standard error.",
        DefaultValueFactory = _ => LogLevel.Information,
    };

    private static readonly Option<bool> UntilInputCloses = new("--until-input-closes")
    {
        Description = "Stop when standard input is closed, for a parent process that may die.",
    };

    public static Command Create()
    {
        var command = new Command("node", "Run one node, with an HTTP endpoint on loopback for submissions, pool, peers and health.")
        {
            Config, Level, UntilInputCloses,
        };
        command.SetAction((parsed, token) => CommandLineErrors.GuardAsync(
            () => RunAsync(parsed.GetValue(Config)!, parsed.GetValue(Level), parsed.GetValue(UntilInputCloses), token)));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo config, LogLevel level, bool untilInputCloses, CancellationToken cancellationToken)
    {
        await using var app = Build(ConfigurationFile.Load(config.FullName), level);

        // Mistakes come up here; the starting host would log them once more, with a stack trace.
        var node = app.Services.GetRequiredService<INode>();
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"node {node.Id} at {address}");
        if (untilInputCloses)
        {
            _ = StopWhenInputClosesAsync(app.Lifetime);
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    // Every mistake of both sections at once, before anything starts.
    private static WebApplication Build(IConfiguration configuration, LogLevel level)
    {
        var mistakes = HttpOptions.MistakesIn(configuration.GetSection("Http")).ToList();
        if (mistakes.Count == 0)
        {
            return NodeHost.BuildWithHttp(configuration, level);
        }

        using var withoutHttp = NodeHost.Build(configuration, level);
        try
        {
            withoutHttp.Services.GetRequiredService<INode>();
        }
        catch (TidingsConfigurationException e)
        {
            mistakes.AddRange(e.Mistakes);
        }

        throw new ArgumentException($"the node cannot start; {mistakes.Count} mistakes:\n- {string.Join("\n- ", mistakes)}");
    }

    private static async Task StopWhenInputClosesAsync(IHostApplicationLifetime lifetime)
    {
        await Console.In.ReadToEndAsync();
        lifetime.StopApplication();
    }
}
