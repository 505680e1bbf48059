using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Pipelines.Graph;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Membership;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;

namespace Tidings.Simulation.Nodes;

/// <summary>The production registration with the edges of the world replaced: transport, clock, scheduler, randomness, and who the members are.</summary>
internal sealed class NodeRegistration(Action<ITidingsBuilder> register, SimulationOptions options, Fabric fabric, MembershipList members)
{
    public ServiceProvider Build(SimulatedNode node, SimulatedHost host, ulong seed, GraphWatch watch, ILoggerFactory log)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(host.Clock);
        services.AddSingleton<TaskScheduler>(host);
        services.AddSingleton(new NodeSeed(seed));
        services.AddSingleton(watch);
        services.AddSingleton(log);
        var builder = services.AddTidings(Section());
        register(builder);
        builder.UseTransport("the simulation", _ => new SimulatedTransport(fabric, host), options.Tls)
            .UseIdentity(SimulatedIdentities.Of(node.Index))
            .UseMembership(_ => new ConfiguredMembership(members));
        foreach (var edit in node.Edits)
        {
            builder.ConfigureGraph(edit);
        }

        foreach (var edit in node.ServiceEdits)
        {
            edit(services);
        }

        return services.BuildServiceProvider();
    }

    private IConfigurationSection Section()
    {
        Dictionary<string, string?> values = new(options.Configuration, StringComparer.OrdinalIgnoreCase) { ["Listen"] = $"0.0.0.0:{Fabric.Port}" };
        return new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(static value => KeyValuePair.Create($"Tidings:{value.Key}", value.Value)))
            .Build()
            .GetSection("Tidings");
    }
}
