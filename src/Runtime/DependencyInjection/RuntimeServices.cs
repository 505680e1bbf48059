using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Blocks;
using Tidings.Pipelines;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Configuration;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Pipelines.Graph;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Handshakes;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>
/// A node's runtime in the container. Everything comes in by <c>TryAdd</c>: a simulation that registered its clock, scheduler and seed before keeps them.
/// </summary>
internal static class RuntimeServices
{
    public static ITidingsBuilder AddRuntime(this ITidingsBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(static service => service.ServiceType == typeof(TidingsNode)))
        {
            return builder;
        }

        var section = builder.Core().Section;
        services.AddMetrics();
        services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(TaskScheduler.Default);
        services.TryAddSingleton(NodeSeed.Fresh());
        services.AddSingleton<IConfigurationCheck>(new RuntimeConfigurationCheck(services));
        services.AddSingleton(_ => RuntimeOptionsReader.Read(section, []));
        services.AddSingleton(Key);
        services.AddSingleton(static p => new PeerBasis(
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<RuntimeOptions>().Membership, p.GetRequiredService<TidingsOptions>().Scores));
        services.AddSingleton(World);
        services.AddSingleton(static p => new TidingsNode(Parts(p)));
        services.AddSingleton<INode>(static p => p.GetRequiredService<TidingsNode>());
        services.AddSingleton<IHostedService>(static p => new TidingsNodeService(p.GetRequiredService<TidingsNode>()));
        services.AddHealthChecks().AddCheck<TidingsHealthCheck>("tidings");
        return builder;
    }

    private static NodeKey Key(IServiceProvider provider)
    {
        // The setup is read first: it tells every mistake at once, of which a missing key is one.
        provider.GetRequiredService<TidingsOptions>();
        if (provider.GetService<ChosenIdentity>() is { } chosen)
        {
            return new NodeKey(chosen.Identity, isOurs: false);
        }

        var options = provider.GetRequiredService<RuntimeOptions>().Identity;
        return new NodeKey(NodeIdentity.Load(options.CertificatePath!, options.Password), isOurs: true);
    }

    private static ulong Incarnation(IServiceProvider provider)
    {
        var random = new Random(StableSeed.Derive(provider.GetRequiredService<NodeSeed>().Value, "incarnation"));
        return new Peers.Connections.NonceSource(random).Next();
    }

    private static NodeWorld World(IServiceProvider provider)
    {
        var basis = provider.GetRequiredService<PeerBasis>();
        return new NodeWorld
        {
            Self = provider.GetRequiredService<NodeKey>().Identity.Id,
            Incarnation = Incarnation(provider),
            Seed = provider.GetRequiredService<NodeSeed>().Value,
            Time = provider.GetRequiredService<TimeProvider>(),
            Scheduler = provider.GetRequiredService<TaskScheduler>(),
            MeterFactory = provider.GetRequiredService<IMeterFactory>(),
            LoggerFactory = provider.GetRequiredService<ILoggerFactory>(),
            Sender = basis.Directory,
            Offences = basis.Offences,
            AreNeighbours = new Neighbourhood(basis.Membership, TopologyOf(provider)).AreNeighbours,
            Watch = provider.GetService<GraphWatch>() ?? GraphWatch.None,
        };
    }

    private static ITopology TopologyOf(IServiceProvider provider) =>
        provider.GetService<ITopology>() ?? Topology.Parse(provider.GetRequiredService<RuntimeOptions>().Topology);

    private static NodeParts Parts(IServiceProvider provider)
    {
        var graph = provider.GetRequiredService<NodeGraph>();
        var world = provider.GetRequiredService<NodeWorld>();
        var options = provider.GetRequiredService<RuntimeOptions>();
        return new NodeParts
        {
            Self = world.Self,
            Options = options,
            Basis = provider.GetRequiredService<PeerBasis>(),
            Transport = provider.GetRequiredService<ITransport>(),
            Security = provider.GetRequiredService<IChannelSecurity>(),
            Topology = TopologyOf(provider),
            Membership = provider.GetRequiredService<IMembershipSource>(),
            StartGraph = graph.Start,
            OpenPort = static running => new GraphPort(running.Entry(Stages.Receive), running.Signal(Stages.BandwidthRoom)),
            Figures = () => graph.Figures,
            ItemsWaiting = () => graph.ItemsWaiting,
            Graph = graph.Description,
            Ledger = graph.Ledger,
            Codec = graph.Wire,
            Kinds = [.. graph.Branches.Select(static branch => new LocalKind(branch.Kind, branch.Limits, branch.Kept))],
            Incarnation = world.Incarnation,
            Seed = world.Seed,
            Scheduler = world.Scheduler,
            Meter = world.MeterFactory.Create("Tidings"),
            LoggerFactory = world.LoggerFactory,
        };
    }
}
