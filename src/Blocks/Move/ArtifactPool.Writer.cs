using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <content>What the move stage, the only writer, does. Foreign code and releases run outside the gate.</content>
public abstract partial class ArtifactPool<T>
{
    /// <exception cref="InvalidOperationException">The pool belongs to a node already.</exception>
    internal void Attach(PoolSettings settings)
    {
        if (Interlocked.CompareExchange(ref _settings, settings, null) is not null)
        {
            throw new InvalidOperationException($"The pool {GetType().Name} serves one kind of one node.");
        }

        _state = new PoolState<T>(settings.Limits, settings.Options);
    }

    /// <summary>Called after something was remembered by another stage than the writer.</summary>
    internal void OnTouched(Action touched) => _touched = touched;

    /// <summary>Time since the node was built.</summary>
    internal TimeSpan Now => Settings.Now;

    internal TimeSpan? NextExpiry => Read(state => state.Refused.NextExpiry);

    internal EntryOutcome Enter(PoolEntry<T> entry)
    {
        EntryOutcome outcome;
        lock (_gate)
        {
            outcome = State.Enter(entry);
        }

        if (outcome != EntryOutcome.Entered)
        {
            entry.Free();
        }

        return outcome;
    }

    internal PoolEntry<T>? FindUnvalidated(ArtifactId id) => Read(state => state.Unvalidated.TryGet(id, out var entry) ? entry : null);

    /// <summary>Moves an artifact from the unvalidated to the validated section.</summary>
    internal void Accept(PoolEntry<T> entry)
    {
        OnValidated(entry.Advert, entry.Artifact);
        lock (_gate)
        {
            State.Unvalidated.Remove(entry.Advert.Id, out _);
            State.Validate(entry);
        }

        entry.ChargeTo(Settings.Memory, entry.Advert.Size > Settings.Limits.SpoolAboveBytes);
    }

    /// <summary>
    /// Adds an artifact made here; one of the same id that awaits its verdict gives it its place. The entry is the pool's if it was added, else the caller's.
    /// </summary>
    internal PublishOutcome Add(PoolEntry<T> entry)
    {
        lock (_gate)
        {
            if (State.Validated.Contains(entry.Advert.Id))
            {
                return PublishOutcome.AlreadyHeld;
            }

            if (!State.Unvalidated.Contains(entry.Advert.Id) && !State.Places.TryTake(entry.Advert.Size))
            {
                return PublishOutcome.PoolFull;
            }
        }

        OnValidated(entry.Advert, entry.Artifact);
        PoolEntry<T>? judged;
        lock (_gate)
        {
            State.Unvalidated.Remove(entry.Advert.Id, out judged);
            State.Validate(entry);
        }

        judged?.Free();
        return PublishOutcome.Added;
    }

    /// <summary>Removes an artifact from either section and remembers why it is not fetched again.</summary>
    /// <returns>What it was, with its content released.</returns>
    internal PoolEntry<T>? Remove(ArtifactId id, ArtifactStatus status, TimeSpan until)
    {
        PoolEntry<T>? entry;
        lock (_gate)
        {
            if (!State.Validated.TryGet(id, out entry) && !State.Unvalidated.TryGet(id, out entry))
            {
                return null;
            }
        }

        if (entry.IsValidated)
        {
            OnRemoved(entry.Advert, entry.Artifact);
        }

        lock (_gate)
        {
            State.Remove(id);
            State.Refused.Remember(id, status, until);
        }

        entry.Free();
        return entry;
    }

    /// <summary>Remembers why an artifact that is not here is not to be fetched.</summary>
    internal void Remember(ArtifactId id, ArtifactStatus status, TimeSpan until)
    {
        lock (_gate)
        {
            State.Refused.Remember(id, status, until);
        }
    }

    internal bool Forget(ArtifactId id)
    {
        lock (_gate)
        {
            return State.Refused.Forget(id);
        }
    }

    /// <summary>Ages what is remembered.</summary>
    /// <returns>Artifacts whose status changed by that, or that another stage refused meanwhile.</returns>
    internal List<ArtifactId> Expire(TimeSpan now)
    {
        lock (_gate)
        {
            List<ArtifactId> changed = [.. _refused, .. State.Refused.Expire(now)];
            _refused.Clear();
            return changed;
        }
    }

    /// <summary>What both sections hold below a rank, in order of entry, the unvalidated first.</summary>
    internal ArtifactId[] Below(long rank)
    {
        lock (_gate)
        {
            return [.. State.Unvalidated.Entries.Concat(State.Validated.Entries).Where(entry => entry.Advert.Rank < rank).Select(entry => entry.Advert.Id)];
        }
    }

    /// <summary>Deferred artifacts, those to give up first at the front: lowest class, then oldest.</summary>
    internal Advert[] Deferred()
    {
        lock (_gate)
        {
            return [.. State.Unvalidated.Entries.Where(entry => entry.IsDeferred).OrderBy(entry => entry.Class).Select(entry => entry.Advert)];
        }
    }

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
}
