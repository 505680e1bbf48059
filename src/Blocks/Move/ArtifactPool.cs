using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>
/// The artifacts of one kind in memory or in spool files: a section of received ones that await their verdict, and the validated section, which is
/// advertised and served. The move stage is the only writer. A kind's author derives from it to keep an index of his own, in the two hooks.
/// One per node and kind, made by the container. Readers are thread-safe; until the node is built every member but the constructor throws
/// <see cref="InvalidOperationException"/>.
/// </summary>
/// <typeparam name="T">The artifact.</typeparam>
public abstract partial class ArtifactPool<T> : IPoolView<T>, IDisposable
    where T : IArtifact<T>
{
    private readonly Lock _gate = new();
    private PoolSettings? _settings;
    private PoolState<T>? _state;
    private ArtifactId[]? _ids;
    private long _idsVersion = -1;

    /// <inheritdoc/>
    public int Count => Read(static state => state.Validated.Count);

    /// <inheritdoc/>
    public int UnvalidatedCount => Read(static state => state.Unvalidated.Count);

    /// <inheritdoc/>
    public long TopRank => Read(static state => state.TopRank);

    private PoolState<T> State => _state ?? throw new InvalidOperationException($"The pool {GetType().Name} belongs to no node yet.");

    private PoolSettings Settings => _settings ?? throw new InvalidOperationException($"The pool {GetType().Name} belongs to no node yet.");

    /// <inheritdoc/>
    public bool Contains(ArtifactId id)
    {
        lock (_gate)
        {
            return State.FindValidated(id) is not null;
        }
    }

    /// <inheritdoc/>
    public bool TryGet(ArtifactId id, [NotNullWhen(true)] out T? artifact)
    {
        lock (_gate)
        {
            var entry = State.FindValidated(id);
            artifact = entry is null ? default : entry.Artifact;
            return entry is not null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ArtifactId> Ids()
    {
        lock (_gate)
        {
            if (_ids is null || _idsVersion != State.Version)
            {
                _ids = State.Validated.Ids();
                _idsVersion = State.Version;
            }

            return _ids;
        }
    }

    /// <summary>
    /// Opens an artifact of the validated section: its view and its bytes stay as they are until the lease is disposed, even when the pool
    /// loses the artifact. Thread-safe.
    /// </summary>
    /// <param name="id">The artifact.</param>
    /// <returns>The lease, or null when the section does not hold it.</returns>
    public ArtifactLease<T>? Open(ArtifactId id)
    {
        lock (_gate)
        {
            return State.FindValidated(id) is { } entry && entry.Content.TryAddReference()
                ? new ArtifactLease<T>(entry.Advert, entry.Artifact, entry.Content)
                : null;
        }
    }

    /// <summary>
    /// The changes of the validated section from now on, after one <see cref="PoolChange.Started"/>. A reader that is too slow gets
    /// <see cref="PoolChange.Lagged"/>; it never slows the pool. Ends when the node stops. Thread-safe; each enumeration is a subscription.
    /// </summary>
    /// <param name="cancellationToken">Ends the enumeration by <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerable<PoolChange> Changes(CancellationToken cancellationToken = default) => PoolFeed.Read(Subscribe, Unsubscribe, cancellationToken);

    /// <summary>Ends the subscriptions and gives up what the pool holds. Called by the container, after the node has stopped.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the pool holds. A derived pool that overrides it calls the base.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _state is not { } state)
        {
            return;
        }

        PoolEntry<T>[] entries;
        lock (_gate)
        {
            state.Feed.End();
            entries = [.. state.Unvalidated.Entries, .. state.Validated.Entries];
            foreach (var entry in entries)
            {
                state.Remove(entry.Advert.Id);
            }
        }

        foreach (var entry in entries)
        {
            entry.Free();
        }
    }

    /// <summary>
    /// The validated section is about to gain an artifact. Readers and subscribers see it, and it is advertised, after this returns: an index kept here is
    /// never behind what they see. Called by the move stage, one call at a time; must not block or wait for the node. An exception leaves the pool's state in
    /// doubt and stops the branch.
    /// </summary>
    /// <param name="advert">Its id, size, rank and maker.</param>
    /// <param name="artifact">The artifact.</param>
    protected virtual void OnValidated(Advert advert, T artifact)
    {
    }

    /// <summary>
    /// The validated section is about to lose an artifact; its view is valid until this returns. Called by the move stage as <see cref="OnValidated"/> is.
    /// </summary>
    /// <param name="advert">Its id, size, rank and maker.</param>
    /// <param name="artifact">The artifact.</param>
    protected virtual void OnRemoved(Advert advert, T artifact)
    {
    }

    private TResult Read<TResult>(Func<PoolState<T>, TResult> read)
    {
        lock (_gate)
        {
            return read(State);
        }
    }

    private PoolSubscription Subscribe()
    {
        lock (_gate)
        {
            return State.Feed.Subscribe(new PoolChange.Started(State.Validated.Ids()));
        }
    }

    private void Unsubscribe(PoolSubscription subscription)
    {
        lock (_gate)
        {
            State.Feed.Unsubscribe(subscription);
        }
    }
}
