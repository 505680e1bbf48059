using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// The adverts of all peers for one kind: which entry names which artifact, and who holds what because of it. Sessions are the business of
/// <see cref="PeerTables"/>. Not thread-safe; the one writer of the holder index.
/// </summary>
internal sealed partial class AdvertTable(ReceiveCheck check, HolderIndex index, ShortAdverts shorts)
{
    /// <summary>One update of a slot, in the present session of its peer.</summary>
    public void Update(SlotTable table, SlotUpdate update, DedupeEffects effects)
    {
        if (!IsNews(table, update.Slot, update.Commit, effects))
        {
            return;
        }

        var slot = (int)update.Slot;
        ref var entry = ref table.At(slot);
        var isSame = update.Advert is { } advert ? entry.Claim?.Says(advert) == true : entry is { Claim: null, IsShort: false };
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
            index.Set(claim.Artifact, table, entry.Commit, isHolder: true);
            effects.Count(check.Judge(table, slot, body: null, effects));
        }
    }

    /// <summary>A session ended: the entry is remembered, and its peer holds nothing by it.</summary>
    public void MakeStale(SlotTable table, int slot, DedupeEffects effects)
    {
        ref var entry = ref table.At(slot);
        if (entry.IsShort)
        {
            // Never resolved: it has to be told again, in full.
            Forget(table, slot, effects);
            return;
        }

        entry.IsStale = true;
        entry.IsMarked = false;
        if (entry.Claim is { } claim)
        {
            index.Set(claim.Artifact, table, entry.Commit, isHolder: false);
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
        foreach (var (table, slot) in shorts.Take(id, out var advert))
        {
            Name(table, slot, table.At(slot).Commit, advert, index.Find(id)!, effects);
        }

        if (index.Find(id) is not { } artifact)
        {
            return;
        }

        for (var i = 0; i < artifact.Advertisers.Count; i++)
        {
            var (table, slot, _, isHolder) = artifact.Advertisers[i];
            if (isHolder)
            {
                check.Judge(table, slot, body: null, effects);
            }
        }
    }

    /// <summary>As <see cref="Recheck"/>, for everything, in the order of ids.</summary>
    public void RecheckAll(DedupeEffects effects)
    {
        foreach (var id in index.Named())
        {
            Recheck(id, effects);
        }
    }

    private static bool IsNews(SlotTable table, uint slot, ulong commit, DedupeEffects effects)
    {
        if (slot >= (uint)table.Slots)
        {
            effects.Count(AdvertOutcome.OutOfRange);
            effects.OutOfRange ??= new BeyondTable(table.Peer, table.Slots, IsFirst: !table.WentBeyond);
            table.WentBeyond = true;
            return false;
        }

        ref var entry = ref table.At((int)slot);
        if (commit != 0 && (entry.IsStale || commit >= entry.Commit))
        {
            return true;
        }

        effects.Count(AdvertOutcome.Old);
        return false;
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

        if (index.Find(advert.Id)?.TryFind(table.Peer, out var earlier) == true)
        {
            Detach(table, earlier, effects);
        }

        entry.Claim = index.Name(advert.Id, table, slot, update.Commit).ClaimOf(advert);
        effects.Count(check.Judge(table, slot, update.Body, effects));
    }

    /// <summary>The entry names nothing any more; its commit stays.</summary>
    private void Detach(SlotTable table, int slot, DedupeEffects effects)
    {
        ref var entry = ref table.At(slot);
        if (entry.IsShort)
        {
            shorts.Forget(table, slot);
            entry.IsShort = false;
        }

        if (entry.Claim is not { } claim)
        {
            return;
        }

        index.Drop(claim.Artifact, table);
        if (!entry.IsStale)
        {
            check.Ended(table, slot, effects);
        }

        entry.Claim = null;
        entry.IsMarked = false;
    }
}
