using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Publish;

namespace Tidings.Blocks.Move;

/// <summary>
/// Decides what a pool gains and loses. Each candidate comes twice, as arrival and with its verdict, in any order: the first takes the content into
/// the pool, and a verdict applies to the entry of its id if there is one still. Not thread-safe; owned by one stage.
/// </summary>
internal sealed class MoveCore<T>(ArtifactPool<T> pool, IHolderIndex holders, PoolOptions options, Func<Advert, FetchPriority> classOf)
    where T : IArtifact<T>
{
    /// <summary>When remembered refusals age next.</summary>
    public TimeSpan? NextWake => pool.NextExpiry;

    /// <summary>Handles an input; what follows from it is added to the effects.</summary>
    public void Handle(MoveInput<T> input, TimeSpan now, MoveEffects effects)
    {
        switch (input)
        {
            case Arrived<T> arrived:
                Enter(arrived.Candidate, effects);
                break;
            case Verdicts<T> verdicts:
                Enter(verdicts.Judged.Candidate, effects);
                Apply(verdicts.Judged, now, effects);
                break;
            case PublishLocal<T> publish:
                publish.Outcome.TrySetResult(Publish(publish, effects));
                break;
            case RemoveIds<T> remove:
                remove.Removed.TrySetResult(Withdraw(remove.Ids, now, effects));
                break;
            case PurgeBelow<T> purge:
                purge.Removed.TrySetResult(Withdraw(pool.Below(purge.Rank), now, effects));
                break;
            case ReleaseId<T> release:
                Release(release.Id, effects);
                break;
            case ReclaimDeferred<T> reclaim:
                Reclaim(reclaim.Bytes, now, effects);
                break;
            case MoveWake<T>:
                effects.StatusChanged.AddRange(pool.Expire(now));
                break;
        }
    }

    private void Enter(Candidate<T> candidate, MoveEffects effects)
    {
        if (!candidate.Content.TryTake())
        {
            return;
        }

        switch (pool.Enter(new PoolEntry<T>(candidate)))
        {
            case EntryOutcome.Known:
                effects.PoolChanged = true;
                break;
            case EntryOutcome.NoRoom:
                effects.Outcomes.Add(MoveOutcome.NoRoom);
                effects.StatusChanged.Add(candidate.Id);
                break;
        }
    }

    private void Apply(Judged<T> judged, TimeSpan now, MoveEffects effects)
    {
        if (pool.FindUnvalidated(judged.Candidate.Id) is not { } entry)
        {
            return;
        }

        switch (judged.Verdict)
        {
            case Verdict.Accepted:
                pool.Accept(entry);
                Gained(entry, MoveOutcome.Validated, effects);
                break;
            case Verdict.Rejected rejected:
                Blame(entry, rejected.Reason, effects);
                Drop(entry.Advert.Id, ArtifactStatus.Rejected, now + options.RefusedFor, MoveOutcome.Rejected, effects);
                break;
            case Verdict.Ignored:
                Drop(entry.Advert.Id, ArtifactStatus.Ignored, now + options.RefusedFor, MoveOutcome.Ignored, effects);
                break;
            case Verdict.GivenUp:
                Drop(entry.Advert.Id, ArtifactStatus.Ignored, now + options.GivenUpFor, MoveOutcome.GivenUp, effects);
                break;
            case Verdict.Deferred or Verdict.Faulted:
                entry.IsDeferred = true;
                effects.PoolChanged = true;
                break;
        }
    }

    private PublishOutcome Publish(PublishLocal<T> publish, MoveEffects effects)
    {
        var entry = new PoolEntry<T>(publish.Advert, publish.Artifact, publish.Content, publish.Memory, classOf(publish.Advert));
        var outcome = pool.Add(entry);
        if (outcome == PublishOutcome.Added)
        {
            holders.Release(publish.Advert.Id);
            Gained(entry, MoveOutcome.Published, effects);
        }
        else
        {
            entry.Free();
            if (outcome == PublishOutcome.AlreadyHeld)
            {
                effects.Slots.Add(new SlotChange(publish.Advert, true, null));
            }
        }

        return outcome;
    }

    private static void Gained(PoolEntry<T> entry, MoveOutcome outcome, MoveEffects effects)
    {
        effects.Outcomes.Add(outcome);
        effects.Slots.Add(new SlotChange(entry.Advert, true, entry.Content.TryAddReference() ? entry.Content : null, entry.Class, entry.IsFetched));
        effects.StatusChanged.Add(entry.Advert.Id);
        effects.PoolChanged = true;
    }

    private void Blame(PoolEntry<T> entry, string reason, MoveEffects effects)
    {
        var now = holders.HoldersOf(entry.Advert.Id).Select(holder => holder.Peer);
        foreach (var peer in entry.Advertisers.Concat(now).Distinct().Order())
        {
            effects.Invalid.Add((peer, reason));
        }
    }

    private int Withdraw(IReadOnlyList<ArtifactId> ids, TimeSpan now, MoveEffects effects)
    {
        var removed = 0;
        foreach (var id in ids)
        {
            if (Drop(id, ArtifactStatus.Withdrawn, now + options.RefusedFor, MoveOutcome.Removed, effects))
            {
                removed++;
            }
            else
            {
                // Not here yet, but perhaps on its way: its download ends, and what arrives all the same finds the mark.
                pool.Remember(id, ArtifactStatus.Withdrawn, now + options.RefusedFor);
                effects.StatusChanged.Add(id);
            }

            holders.Withdraw(id);
        }

        return removed;
    }

    private void Release(ArtifactId id, MoveEffects effects)
    {
        holders.Release(id);
        pool.Forget(id);
        effects.StatusChanged.Add(id);
        effects.Released.Add(id);
    }

    private void Reclaim(long bytes, TimeSpan now, MoveEffects effects)
    {
        foreach (var advert in pool.Deferred())
        {
            Drop(advert.Id, ArtifactStatus.Ignored, now + options.GivenUpFor, MoveOutcome.GivenUp, effects);
            bytes -= advert.Size;
            if (bytes <= 0)
            {
                break;
            }
        }
    }

    private bool Drop(ArtifactId id, ArtifactStatus status, TimeSpan until, MoveOutcome outcome, MoveEffects effects)
    {
        if (pool.Remove(id, status, until) is not { } entry)
        {
            return false;
        }

        if (entry.IsValidated)
        {
            effects.Slots.Add(new SlotChange(entry.Advert, false, null));
        }

        effects.Outcomes.Add(outcome);
        effects.StatusChanged.Add(id);
        effects.PoolChanged = true;
        return true;
    }
}
