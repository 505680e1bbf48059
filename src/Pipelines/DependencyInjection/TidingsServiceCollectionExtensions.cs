using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Configuration;
using Tidings.Pipelines.Graph;

namespace Tidings.Pipelines.DependencyInjection;

/// <summary>The verbs that compose a node.</summary>
public static class TidingsServiceCollectionExtensions
{
    /// <summary>Adds a node to the container. Its kinds and its choices follow as further verbs.</summary>
    /// <param name="services">The container; it holds one node.</param>
    /// <param name="section">The node's configuration, read when the node is built.</param>
    /// <exception cref="InvalidOperationException">The container has a node already.</exception>
    public static ITidingsBuilder AddTidings(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        if (services.Any(service => service.ServiceType == typeof(TidingsBuilder)))
        {
            throw new InvalidOperationException("AddTidings was called before: a container holds one node.");
        }

        var builder = new TidingsBuilder(services, section);
        services.AddSingleton(builder);
        services.AddSingleton(provider => SetupReader.Read(builder, provider));
        services.AddSingleton(provider => provider.GetRequiredService<NodeSetup>().Options);
        services.AddSingleton(provider => NodeGraph.Build(provider.GetRequiredService<NodeSetup>(), provider.GetRequiredService<NodeWorld>(), provider));
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<TidingsOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<TidingsOptions>>(new CompositionCheck(builder));
        return builder;
    }

    /// <summary>Adds a kind of artifact. Two kinds with one name or of one type are a mistake that is reported when the node starts.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="builder">The node.</param>
    /// <param name="name">The kind's name, the same in every node of the subnet: 1 to 64 lower-case letters, digits and hyphens.</param>
    /// <param name="configure">Says the kind's codec, validator and the rest.</param>
    public static ITidingsBuilder AddArtifact<T>(this ITidingsBuilder builder, string name, Action<ArtifactKindBuilder<T>> configure)
        where T : IArtifact<T>
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        var kind = new ArtifactKindBuilder<T>(builder.Services);
        configure(kind);
        var built = kind.Build(name);
        built.AddServices(builder.Services);
        builder.Core().Kinds.Add(built);
        return builder;
    }

    /// <summary>
    /// Edits the default graph, in the verbs that it is written in. Edits are applied in the order in which they were given; what is wrong with the result is
    /// reported when the node starts.
    /// </summary>
    /// <param name="builder">The node.</param>
    /// <param name="edit">Called once per node, before anything starts.</param>
    public static ITidingsBuilder ConfigureGraph(this ITidingsBuilder builder, Action<GraphBlueprint> edit)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(edit);
        builder.Core().Edits.Add(new GraphEdit(edit));
        return builder;
    }
}
