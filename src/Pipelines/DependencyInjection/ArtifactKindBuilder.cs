using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Pipelines.Composition;

namespace Tidings.Pipelines.DependencyInjection;

/// <summary>
/// Completes one kind of artifact. Types come from the container, one instance per node, so they can have dependencies; what the composer registered himself
/// is used. A verb said twice: the last counts. Not thread-safe.
/// </summary>
/// <typeparam name="T">The artifact.</typeparam>
public sealed class ArtifactKindBuilder<T>
    where T : IArtifact<T>
{
    private readonly IServiceCollection _services;
    private readonly List<Action<KindLimits>> _limits = [];
    private Type? _codec;
    private Type? _validator;
    private Type _policy = typeof(FetchAll<T>);
    private Type _pool = typeof(InMemoryArtifactPool<T>);

    internal ArtifactKindBuilder(IServiceCollection services) => _services = services;

    /// <summary>How artifacts become bytes and back. Needed.</summary>
    /// <typeparam name="TCodec">Thread-safe.</typeparam>
    public ArtifactKindBuilder<T> WithCodec<TCodec>()
        where TCodec : class, IArtifactCodec<T>
    {
        _codec = typeof(TCodec);
        return this;
    }

    /// <summary>Bounds of the kind; the section <c>Kinds:name</c> of the configuration goes over them. Default: see <see cref="KindLimits"/>.</summary>
    /// <param name="limit">Changes the limits; called when the node is built.</param>
    public ArtifactKindBuilder<T> WithLimits(Action<KindLimits> limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        _limits.Add(limit);
        return this;
    }

    /// <summary>Who judges what was received. Needed: nothing is accepted by default.</summary>
    /// <typeparam name="TValidator">Called several at a time.</typeparam>
    public ArtifactKindBuilder<T> ValidatedBy<TValidator>()
        where TValidator : class, IValidator<T>
    {
        _validator = typeof(TValidator);
        return this;
    }

    /// <summary>What is fetched, and in which order. Default: everything, in the order of its adverts.</summary>
    /// <typeparam name="TPolicy">A pure function over a snapshot of the pool.</typeparam>
    public ArtifactKindBuilder<T> PrioritizedBy<TPolicy>()
        where TPolicy : class, IPriorityPolicy<T>
    {
        _policy = typeof(TPolicy);
        return this;
    }

    /// <summary>Where artifacts are held. Default: <see cref="InMemoryArtifactPool{T}"/>. The validator and the policy may have it as a dependency.</summary>
    /// <typeparam name="TPool">A pool with an index of its own.</typeparam>
    public ArtifactKindBuilder<T> StoredIn<TPool>()
        where TPool : ArtifactPool<T>
    {
        _pool = typeof(TPool);
        return this;
    }

    internal ArtifactKind<T> Build(string name)
    {
        foreach (var type in new[] { _codec, _validator, _policy, _pool }.OfType<Type>())
        {
            _services.TryAddSingleton(type);
        }

        return new ArtifactKind<T>
        {
            Name = name,
            Limit = limits => _limits.ForEach(limit => limit(limits)),
            Codec = _codec,
            Validator = _validator,
            Policy = _policy,
            Pool = _pool,
        };
    }
}
