using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;
using Tidings.Runtime.Transport.InMemory;
using Tidings.Runtime.Transport.Tcp;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>The verbs that give a node its world: one transport, one source of members; identity and topology from the configuration or from code.</summary>
public static class TidingsRuntimeExtensions
{
    /// <summary>TCP with TLS 1.3, each side proving its key.</summary>
    /// <param name="builder">The node.</param>
    public static ITidingsBuilder UseTcpTransport(this ITidingsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseTransport(
            nameof(UseTcpTransport),
            static p => new TcpTransport(
                p.GetRequiredService<RuntimeOptions>().Tcp, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<TcpTransport>>()),
            proveIdentities: true);
    }

    /// <summary>Streams inside the process, without sockets and without TLS: identities are asserted, not proved. For embedding and tests.</summary>
    /// <param name="builder">The node.</param>
    /// <param name="hub">The network that the nodes share.</param>
    /// <param name="host">The node's host name there; other nodes reach it as <c>host:port</c> of its listen address.</param>
    public static ITidingsBuilder UseInMemoryTransport(this ITidingsBuilder builder, InMemoryHub hub, string host)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(hub);
        var transport = hub.CreateTransport(host);
        return builder.UseTransport(nameof(UseInMemoryTransport), _ => transport, proveIdentities: false);
    }

    /// <summary>The members are the node and its configured <see cref="RuntimeOptions.Peers"/>, and never change while it runs.</summary>
    /// <param name="builder">The node.</param>
    public static ITidingsBuilder UseConfiguredPeers(this ITidingsBuilder builder) => builder.UseMembers(
        nameof(UseConfiguredPeers),
        static p => new ConfiguredMembership(ConfiguredMembers.Of(p.GetRequiredService<NodeKey>().Identity.Id, p.GetRequiredService<RuntimeOptions>())));

    /// <summary>The members stand in the watched file of <see cref="RuntimeOptions.MembershipFile"/>: nodes join and leave without a restart of the others.</summary>
    /// <param name="builder">The node.</param>
    public static ITidingsBuilder UseMembershipFile(this ITidingsBuilder builder)
    {
        builder.UseMembers(nameof(UseMembershipFile), static p => new FileMembership(
            p.GetRequiredService<RuntimeOptions>().MembershipFile, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<FileMembership>>()));
        builder.Services.AddSingleton<MembershipFileChosen>();
        return builder;
    }

    /// <summary>The members are the configured peers, whose host names are resolved again and again. A name only says where to look; the key decides.</summary>
    /// <param name="builder">The node.</param>
    public static ITidingsBuilder UseDns(this ITidingsBuilder builder) => builder.UseMembers(nameof(UseDns), static p => new DnsMembership(
        ConfiguredMembers.Of(p.GetRequiredService<NodeKey>().Identity.Id, p.GetRequiredService<RuntimeOptions>()),
        p.GetRequiredService<RuntimeOptions>().Dns,
        new SystemNameResolver(),
        p.GetRequiredService<TimeProvider>(),
        p.GetRequiredService<ILogger<DnsMembership>>()));

    /// <summary>The members come from the composer's own source.</summary>
    /// <param name="builder">The node.</param>
    /// <param name="source">Makes the source, once.</param>
    public static ITidingsBuilder UseMembership(this ITidingsBuilder builder, Func<IServiceProvider, IMembershipSource> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return builder.UseMembers(nameof(UseMembership), source);
    }

    /// <summary>The node's key is given in code, and <see cref="RuntimeOptions.Identity"/> is not read.</summary>
    /// <param name="builder">The node.</param>
    /// <param name="identity">Stays the caller's, and must outlive the node.</param>
    public static ITidingsBuilder UseIdentity(this ITidingsBuilder builder, NodeIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(identity);
        return builder.Choose(nameof(UseIdentity), _ => new ChosenIdentity(identity));
    }

    /// <summary>Neighbours are chosen by the composer's own topology, and <see cref="RuntimeOptions.Topology"/> is not read.</summary>
    /// <param name="builder">The node.</param>
    /// <param name="topology">Every node of the subnet must use the same.</param>
    public static ITidingsBuilder UseTopology(this ITidingsBuilder builder, ITopology topology)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(topology);
        return builder.Choose(nameof(UseTopology), _ => topology);
    }

    /// <summary>Chooses what carries the bytes, and whether identities are proved by TLS over it or asserted.</summary>
    internal static ITidingsBuilder UseTransport(this ITidingsBuilder builder, string verb, Func<IServiceProvider, ITransport> make, bool proveIdentities)
    {
        builder.Choose(verb, make).Services.RemoveAll<IChannelSecurity>();
        builder.Services.AddSingleton<IChannelSecurity>(p =>
        {
            var identity = p.GetRequiredService<NodeKey>().Identity;
            var members = p.GetRequiredService<PeerBasis>().Membership;
            var (options, time) = (p.GetRequiredService<RuntimeOptions>().Handshake, p.GetRequiredService<TimeProvider>());
            return proveIdentities ? new MutualTls(identity, members.MayConnect, options, time) : new AssertedIdentity(identity.Id, members.MayConnect, options, time);
        });
        return builder.AddRuntime();
    }

    private static ITidingsBuilder UseMembers(this ITidingsBuilder builder, string verb, Func<IServiceProvider, IMembershipSource> make)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.RemoveAll<MembershipFileChosen>();
        return builder.Choose(verb, make);
    }
}
