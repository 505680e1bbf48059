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

    internal TimeSpan? NextExpiry => Read(static state => state.Refused.NextExpiry);

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

    internal PoolEntry<T>? FindUnvalidated(ArtifactId id)
    {
        lock (_gate)
        {
            return State.Find(id) is { IsValidated: false } entry ? entry : null;
        }
    }

    /// <summary>Moves an artifact from the unvalidated to the validated section.</summary>
    internal void Accept(PoolEntry<T> entry)
    {
        OnValidated(entry.Advert, entry.Artifact);
        lock (_gate)
        {
            State.Accept(entry);
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
            var known = State.Find(entry.Advert.Id);
            if (known is { IsValidated: true })
            {
                return PublishOutcome.AlreadyHeld;
            }

            if (known is null && !State.Places.TryTake(entry.Advert.Size))
            {
                return PublishOutcome.PoolFull;
            }
        }

        OnValidated(entry.Advert, entry.Artifact);
        PoolEntry<T>? judged;
        lock (_gate)
        {
            judged = State.Publish(entry);
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
            entry = State.Find(id);
        }

        if (entry is null)
        {
            return null;
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
}
