using Microsoft.Extensions.DependencyInjection;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.Graph;
using Tidings.Pipelines.Publishing;

namespace Tidings.Pipelines.Composition;

/// <summary>One kind as it was added to a node: a name, limits, and the types that the container makes.</summary>
internal abstract class ArtifactKind
{
    public required string Name { get; init; }

    /// <summary>The composer's limits in code; configuration goes over them.</summary>
    public required Action<KindLimits> Limit { get; init; }

    public required Type? Codec { get; init; }

    public required Type? Validator { get; init; }

    public required Type Policy { get; init; }

    public required Type Pool { get; init; }

    public abstract Type Artifact { get; }

    /// <summary>Adds the kind's stages and edges to a blueprint; the blocks are made when a graph starts from it.</summary>
    public abstract void AddTo(GraphBlueprint graph, KindLimits limits, Func<BranchParts> parts);

    public abstract BranchParts Build(KindLimits limits, NodeServices node, IServiceProvider provider);
}

/// <summary>See <see cref="ArtifactKind"/>.</summary>
internal sealed class ArtifactKind<T> : ArtifactKind
    where T : IArtifact<T>
{
    public override Type Artifact => typeof(T);

    public override void AddTo(GraphBlueprint graph, KindLimits limits, Func<BranchParts> parts)
    {
        var branch = new Branch<T>(Name);
        graph.AddInbound(branch, limits, Blocks).AddOutbound(branch, Blocks);

        BranchBlocks<T> Blocks() => (BranchBlocks<T>)parts();
    }

    public override BranchParts Build(KindLimits limits, NodeServices node, IServiceProvider provider) => new BranchBlocks<T>(this, limits, node, provider);

    /// <summary>What the upper layer is given at run time.</summary>
    public void AddServices(IServiceCollection services) => services
        .AddSingleton<IBroadcaster<T>>(provider => provider.GetRequiredService<NodeGraph>().Broadcaster<T>(Name))
        .AddSingleton<IPool<T>>(provider => provider.GetRequiredService<NodeGraph>().Pool<T>(Name));
}
