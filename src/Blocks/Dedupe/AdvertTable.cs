using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// The adverts of all peers for one kind: which entry names which artifact, and who holds what because of it. Sessions are the business of
/// <see cref="PeerTables"/>. Not thread-safe; the one writer of the holder index.
/// </summary>
internal sealed class AdvertTable(ReceiveCheck check, HolderIndex index)
{
    private readonly Dictionary<ArtifactId, AdvertisedArtifact> _artifacts = [];

    /// <summary>Artifacts that some entry names.</summary>
    public int Count => _artifacts.Count;

    /// <summary>One update of a slot, in the present session of its peer.</summary>
    public void Update(SlotTable table, SlotUpdate update, DedupeEffects effects)
    {
        if (update.Slot >= (uint)table.Slots)
        {
            effects.Count(AdvertOutcome.OutOfRange);
            effects.OutOfRange ??= new BeyondTable(table.Peer, table.Slots, IsFirst: !table.WentBeyond);
            table.WentBeyond = true;
            return;
        }

        var slot = (int)update.Slot;
        ref var entry = ref table.At(slot);
        if (update.Commit == 0 || (!entry.IsStale && update.Commit < entry.Commit))
        {
            effects.Count(AdvertOutcome.Old);
            return;
        }

        var isSame = update.Advert is { } advert ? entry.Claim?.Says(advert) == true : entry.Claim is null;
        if (isSame && !entry.IsStale && entry.Commit == update.Commit)
        {
            effects.Count(AdvertOutcome.Repeated);
            return;
        }

        if (isSame && entry is { IsStale: true, Claim: not null })
        {
            table.SetCommit(slot, update.Commit);
            Confirm(table, slot, effects);
            return;
        }

        Replace(table, slot, update, effects);
    }

    /// <summary>An entry that was stale is confirmed.</summary>
    public void Confirm(SlotTable table, int slot, DedupeEffects effects)
    {
        ref var entry = ref table.At(slot);
        entry.IsStale = false;
        if (entry.Claim is { } claim)
        {
            index.Set(claim.Artifact.Id, claim.Artifact.Holders());
            effects.Count(check.Judge(table, slot, body: null, effects));
        }
    }

    /// <summary>A session ended: the entry is remembered, and its peer holds nothing by it.</summary>
    public void MakeStale(SlotTable table, int slot, DedupeEffects effects)
    {
        ref var entry = ref table.At(slot);
        entry.IsStale = true;
        entry.IsMarked = false;
        if (entry.Claim is { } claim)
        {
            index.Set(claim.Artifact.Id, claim.Artifact.Holders());
            ReceiveCheck.TakeBack(table, slot, effects);
        }
    }

    /// <summary>Empties a slot for good, its commit included.</summary>
    public void Forget(SlotTable table, int slot, DedupeEffects effects)
    {
        Detach(table, slot, effects);
        table.SetCommit(slot, 0);
        table.At(slot) = default;
    }

    /// <summary>The pool's answer may be another by now.</summary>
    public void Recheck(ArtifactId id, DedupeEffects effects)
    {
        if (!_artifacts.TryGetValue(id, out var artifact))
        {
            return;
        }

        foreach (var (table, slot) in artifact.Advertisers)
        {
            if (!table.At(slot).IsStale)
            {
                check.Judge(table, slot, body: null, effects);
            }
        }
    }

    /// <summary>As <see cref="Recheck"/>, for everything, in the order of ids.</summary>
    public void RecheckAll(DedupeEffects effects)
    {
        foreach (var id in _artifacts.Keys.Order())
        {
            Recheck(id, effects);
        }
    }

    private void Replace(SlotTable table, int slot, SlotUpdate update, DedupeEffects effects)
    {
        Detach(table, slot, effects);
        table.SetCommit(slot, update.Commit);
        ref var entry = ref table.At(slot);
        entry.IsStale = false;
        if (update.Advert is not { } advert)
        {
            effects.Count(AdvertOutcome.Tombstone);
            return;
        }

        if (!_artifacts.TryGetValue(advert.Id, out var artifact))
        {
            _artifacts.Add(advert.Id, artifact = new AdvertisedArtifact(advert.Id));
        }

        if (artifact.TryFind(table.Peer, out var earlier))
        {
            Detach(table, earlier, effects);
            _artifacts.TryAdd(advert.Id, artifact);
        }

        entry.Claim = artifact.ClaimOf(advert);
        artifact.Add(table, slot);
        index.Set(advert.Id, artifact.Holders());
        effects.Count(check.Judge(table, slot, update.Body, effects));
    }

    /// <summary>The entry names nothing any more; its commit stays.</summary>
    private void Detach(SlotTable table, int slot, DedupeEffects effects)
    {
        ref var entry = ref table.At(slot);
        if (entry.Claim is not { } claim)
        {
            return;
        }

        claim.Artifact.Remove(table);
        if (claim.Artifact.IsNamed)
        {
            index.Set(claim.Artifact.Id, claim.Artifact.Holders());
        }
        else
        {
            _artifacts.Remove(claim.Artifact.Id);
            index.Remove(claim.Artifact.Id);
        }

        if (!entry.IsStale)
        {
            check.Ended(table, slot, effects);
        }

        entry.Claim = null;
        entry.IsMarked = false;
    }
}
