using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Publish;

/// <content>What two neighbours of a maker have from it: one says so by a short mark, and the other one asks, or tells what it was given no mark for.</content>
internal sealed partial class Announcer
{
    /// <summary>A peer lacks artifacts for which it was given marks, or wants again what it gave marks for: it is told of what we hold of them, in full.</summary>
    public void Reveal(Neighbour peer, IReadOnlyList<ulong> shortIds)
    {
        foreach (var shortId in shortIds)
        {
            peer.ShortMarksIn.Forget(shortId);
            for (var slot = slots.FindFirst(shortId); slot is not null; slot = slot.Next)
            {
                peer.ShortMarksIn.Forget(slot);
                if (!peer.Told.IsCurrent(slot) || peer.Told.TryForgetShort(slot))
                {
                    peer.Updates.AddRepeat(slot);
                }
            }
        }
    }

    /// <summary>A peer missed marks, or wants again more than it can name: it is told of all that it was not told.</summary>
    public void RevealMarked(Neighbour peer, TimeSpan now)
    {
        peer.IsRevealDue = false;
        foreach (var shortId in peer.ShortMarksIn.Unmet)
        {
            peer.Ask(shortId);
        }

        peer.ShortMarksIn.ForgetAll();
        var untold = slots.Slots.Where(slot => slot.IsRelay && slot.Advert is not null && !peer.Told.IsCurrent(slot));
        IntroduceLater(peer, [.. untold.OrderBy(static slot => slot.Commit)], now);
    }

    /// <summary>Asks a peer for what it gave marks for and did not come from its maker in time.</summary>
    public static void AskForUnmet(Neighbour peer, TimeSpan now)
    {
        while (peer.ShortMarksIn.TryTakeDue(now, out var shortId))
        {
            peer.Ask(shortId);
        }
    }

    /// <summary>Artifacts are wanted again: who gave a mark, or was given one, does not tell of them unasked.</summary>
    public void Release(IReadOnlyList<ArtifactId> ids)
    {
        foreach (var peer in peers.Connected)
        {
            foreach (var id in ids)
            {
                if (slots.Find(id) is null)
                {
                    peer.Ask(id.Hash.Prefix);
                }
            }
        }
    }

    /// <summary>
    /// Of two the one with the smaller id gives the mark; who had to fetch what was pushed came late, and gives it to all, since they have it. A peer that has too many of them
    /// waiting is told in the other way.
    /// </summary>
    private void Relay(Neighbour peer, Slot slot, bool isLate, TimeSpan now)
    {
        var gives = settings.Options.RelayDelay > TimeSpan.Zero && (isLate || settings.Self.CompareTo(peer.Id) < 0);
        if (!gives || !peer.ShortMarksOut.TryAdd(slot.ShortId, now + settings.Options.GatherShortMarksFor))
        {
            peer.Updates.AddAt(now + settings.Options.RelayDelay, slot);
        }
    }
}
