using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Node.Files;
using Tidings.Node.Http;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Runtime.DependencyInjection;

namespace Tidings.Node.Hosting;

/// <summary>The node application: the file kind over TLS lanes, as <c>tidings node</c> runs it and <c>tidings subnet</c> starts many of it.</summary>
internal static class NodeHost
{
    private const string Section = "Tidings";

    /// <summary>Registers the node; every way to run one goes through here.</summary>
    public static ITidingsBuilder AddFileNode(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LocalNode>();
        return services.AddTidings(configuration.GetSection(Section))
            .UseTcpTransport()
            .UseMembers(configuration.GetSection(Section))
            .AddFiles();
    }

    /// <summary>A node without an HTTP endpoint.</summary>
    public static IHost Build(IConfiguration configuration, LogLevel level, Action<ITidingsBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.ToStandardError(level);
        var node = builder.Services.AddFileNode(builder.Configuration);
        configure?.Invoke(node);
        return builder.Build();
    }

    /// <summary>A node with its HTTP endpoint on loopback.</summary>
    public static WebApplication BuildWithHttp(IConfiguration configuration, LogLevel level)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.ToStandardError(level);
        builder.Services.AddFileNode(builder.Configuration);
        builder.Services.AddRoutingCore();
        builder.AddHttpEndpoint();
        var app = builder.Build();
        app.UseSameMachineOnly();
        app.UseRouting();
        app.MapNode();
        return app;
    }

    // A watched file where one is named; otherwise the configured peers, by address or by names that are resolved again.
    private static ITidingsBuilder UseMembers(this ITidingsBuilder node, IConfigurationSection section) =>
        section.GetSection(nameof(RuntimeOptions.MembershipFile)).Exists() ? node.UseMembershipFile()
        : section.GetSection(nameof(RuntimeOptions.Dns)).Exists() ? node.UseDns()
        : node.UseConfiguredPeers();

    private static void ToStandardError(this ILoggingBuilder logging, LogLevel level) => logging
        .SetMinimumLevel(level)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
}
