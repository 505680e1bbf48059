using Microsoft.Extensions.DependencyInjection.Extensions;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.DependencyInjection;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>The two kinds of a scenario, registered as any kind is.</summary>
internal static class SwarmKinds
{
    /// <summary>Number and class.</summary>
    public const int HeaderBytes = sizeof(long) + 1;

    /// <summary>Adds both kinds. A <see cref="NodeTrouble"/> and an <see cref="IPoolBook"/> that are registered already are used.</summary>
    public static ITidingsBuilder AddSwarm(this ITidingsBuilder node)
    {
        node.Services.TryAddSingleton<NodeTrouble>();
        node.Services.TryAddSingleton<IPoolBook, NoBook>();
        return node.AddKind<Note>(Note.Kind, static _ => { }).AddKind<Blob>(Blob.Kind, static limits =>
        {
            limits.ChunkSize = Blob.ChunkBytes;
            limits.PushBelowBytes = 0;
        });
    }

    private static ITidingsBuilder AddKind<T>(this ITidingsBuilder node, string name, Action<KindLimits> limits)
        where T : ISwarmArtifact<T> => node.AddArtifact<T>(name, kind => kind
            .WithCodec<SwarmCodec<T>>()
            .WithLimits(limits)
            .ValidatedBy<SwarmValidator<T>>()
            .PrioritizedBy<SwarmPriority<T>>()
            .StoredIn<SwarmPool<T>>());

    private sealed class NoBook : IPoolBook
    {
        public void Gained(Advert advert, long number)
        {
        }

        public void Lost(Advert advert, long number)
        {
        }
    }
}
