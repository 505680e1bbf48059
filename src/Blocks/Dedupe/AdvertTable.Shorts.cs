using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Dedupe;

/// <content>Updates by short id.</content>
internal sealed partial class AdvertTable
{
    /// <summary>A peer is no member any more, and its table is empty.</summary>
    public void Drop(SlotTable table) => shorts.Drop(table);

    /// <summary>One update by short id: as an advert when it can be resolved, and remembered until then.</summary>
    public void Update(SlotTable table, ShortAdvert update, TimeSpan now, DedupeEffects effects)
    {
        if (!IsNews(table, update.Slot, update.Commit, effects))
        {
            return;
        }

        var slot = (int)update.Slot;
        ref var entry = ref table.At(slot);
        if (!entry.IsStale && entry.Commit == update.Commit)
        {
            effects.Count(AdvertOutcome.Repeated);
            return;
        }

        if (shorts.Find(update.ShortId, out var artifact) is { } advert)
        {
            Name(table, slot, update.Commit, advert, artifact!, effects);
            return;
        }

        if (shorts.TryFind(table, update.ShortId, out var earlier) && earlier != slot)
        {
            Forget(table, earlier, effects);
        }

        Detach(table, slot, effects);
        table.SetCommit(slot, update.Commit);
        entry.IsStale = false;
        entry.IsShort = true;
        entry.ShortId = update.ShortId;
        shorts.Await(table, slot, now);
        effects.Count(AdvertOutcome.Unresolved);
    }

    /// <summary>The entry names what is validated here: it is owed a mark, and nothing else has to be asked.</summary>
    private void Name(SlotTable table, int slot, ulong commit, Advert advert, AdvertisedArtifact artifact, DedupeEffects effects)
    {
        if (artifact.TryFind(table.Peer, out _))
        {
            Replace(table, slot, new SlotUpdate((uint)slot, commit, advert, null), effects);
            return;
        }

        Detach(table, slot, effects);
        table.SetCommit(slot, commit);
        ref var entry = ref table.At(slot);
        entry.IsStale = false;
        entry.IsMarked = true;
        entry.Claim = index.Name(artifact, table, slot, commit).ClaimOf(advert);
        effects.HeldDue(table, commit, advert.Id);
        effects.Count(AdvertOutcome.Held);
    }
}
