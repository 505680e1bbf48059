using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// Decides about entries: passed on as a holder, answered with a held mark, or only remembered. Asks the pool each time, so the answer can be
/// revised when the pool has changed.
/// </summary>
internal sealed class ReceiveCheck(IPoolStatus pool, IBufferSource buffers)
{
    /// <summary>Decides about one entry that is not stale.</summary>
    public AdvertOutcome Judge(SlotTable table, int slot, ReadOnlyMemory<byte>? body, DedupeEffects effects)
    {
        ref var entry = ref table.At(slot);
        var claim = entry.Claim!;
        var status = claim.Artifact.IsWithdrawn ? ArtifactStatus.Withdrawn : pool.StatusOf(claim.Artifact.Id);
        if (status is ArtifactStatus.Unknown or ArtifactStatus.Unvalidated)
        {
            if (!entry.IsOffered)
            {
                entry.IsOffered = true;
                var copy = status == ArtifactStatus.Unknown ? Copy(table, claim, body) : null;
                effects.Holder(claim.Advert, table, entry.Commit, isHolder: true, copy);
            }

            return AdvertOutcome.Offered;
        }

        TakeBack(table, slot, effects);
        if (status != ArtifactStatus.Validated)
        {
            return AdvertOutcome.Refused;
        }

        if (!entry.IsMarked)
        {
            entry.IsMarked = true;
            effects.HeldDue(table, entry.Commit, claim.Artifact.Id);
        }

        return AdvertOutcome.Held;
    }

    /// <summary>An entry ceases to name its artifact. The index must say so already: publish asks it when the pool tells it of the artifact.</summary>
    public void Ended(SlotTable table, int slot, DedupeEffects effects)
    {
        TakeBack(table, slot, effects);
        ref var entry = ref table.At(slot);
        var id = entry.Claim!.Artifact.Id;
        if (entry.IsMarked || pool.StatusOf(id) == ArtifactStatus.Validated)
        {
            entry.IsMarked = false;
            effects.HeldEnded(table, entry.Commit, id);
        }
    }

    /// <summary>The peer is no holder by this entry any more.</summary>
    public static void TakeBack(SlotTable table, int slot, DedupeEffects effects)
    {
        ref var entry = ref table.At(slot);
        if (entry.IsOffered)
        {
            entry.IsOffered = false;
            effects.Holder(entry.Claim!.Advert, table, entry.Commit, isHolder: false);
        }
    }

    /// <summary>A body that finds no room, or does not fit its claim, is left out: its advert stays, and it can be asked for.</summary>
    private RentedBuffer? Copy(SlotTable table, Claim claim, ReadOnlyMemory<byte>? body)
    {
        if (body is not { Length: > 0 } bytes || bytes.Length != claim.Advert.Size || buffers.TryRent(table.Peer, bytes.Length) is not { } copy)
        {
            return null;
        }

        bytes.CopyTo(copy.Memory);
        return copy;
    }
}
