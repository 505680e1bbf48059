using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>What peers say of our table, and what the dedupe stage found to be owed to them. Not thread-safe.</summary>
internal sealed class NeighbourReader(PublishSettings settings, SlotAllocator slots, Neighbours peers, Announcer announcer, ReceiptBook receipts)
{
    public void Read(DecodedMessage message, TimeSpan now, PublishEffects effects)
    {
        if (peers.Find(message.Peer, message.Session) is not { } peer)
        {
            return;
        }

        switch (message.Body)
        {
            case HeldMessage held:
                (peer.AnswerDue, peer.Unanswered) = held.Commits.Count > 0 ? (null, 0) : (peer.AnswerDue, peer.Unanswered);
                Held(peer, held, effects);
                Held(peer, held.Shorts, now);
                break;
            case HeldDigestMessage digest:
                Compare(peer, digest, now, effects);
                break;
            case MismatchMessage mismatch:
                Mismatch(peer, mismatch);
                break;
        }
    }

    public void Owe(DedupeOwed owed, TimeSpan now)
    {
        var peer = peers.FindOrAdd(owed.Peer);
        if (!peer.MayOwe(owed.Session))
        {
            return;
        }

        switch (owed)
        {
            case HeldDue due:
                foreach (var entry in due.Entries)
                {
                    peer.HeldOut.Due(entry.Commit, slots.Find(entry.Id)?.Class ?? FetchPriority.Fetch, now + settings.Options.GatherFor);
                    receipts.Held(entry.Id, peer.Id);
                }

                break;
            case HeldEnded ended:
                foreach (var entry in ended.Entries)
                {
                    peer.HeldOut.Ended(entry.Commit);
                    if (peer.IsConnected)
                    {
                        announcer.Reveal(peer, entry.Id);
                    }
                }

                break;
            case MismatchDue mismatch:
                peer.AskedPages.UnionWith(mismatch.Pages);
                break;
            case UnresolvedDue unresolved:
                peer.AskedCommits.UnionWith(unresolved.Commits.Take(WireLimits.UnresolvedPerFrame - peer.AskedCommits.Count));
                break;
        }
    }

    private void Held(Neighbour peer, HeldMessage held, PublishEffects effects)
    {
        if (!peer.HeldIn.TryAdd(held.Commits, slots.LastCommit, settings.Limits.Slots))
        {
            effects.Flooded = new Episode(peer.Id, !peer.HasFlooded);
            peer.HasFlooded = true;
            return;
        }

        foreach (var range in held.Commits)
        {
            for (var commit = range.First; commit <= range.Last && commit <= slots.LastCommit; commit++)
            {
                if (slots.FindLive(commit)?.Receipt is { } receipt)
                {
                    receipts.Held(receipt, peer.Id);
                }
            }
        }
    }

    private void Held(Neighbour peer, IReadOnlyList<ulong> shortMarks, TimeSpan now)
    {
        foreach (var shortId in shortMarks)
        {
            var slot = slots.FindShort(shortId);
            peer.ShortMarksIn.Add(shortId, slot, now);
            if (slot?.Receipt is { } receipt)
            {
                receipts.Held(receipt, peer.Id);
            }
        }
    }

    private void Compare(Neighbour peer, HeldDigestMessage digest, TimeSpan now, PublishEffects effects)
    {
        peer.AsksShortMarks |= peer.ShortMarksIn.TryTakeOver(digest.ShortDigest, now);
        if (!peer.HeldIn.IsDifferent(digest))
        {
            peer.HeldDiffers = false;
        }
        else if (peer.HeldIn.TryTakeOver(digest, now, settings.Options.HeartbeatInterval))
        {
            effects.HeldMismatch = new Episode(peer.Id, !peer.HeldDiffers);
            peer.HeldDiffers = true;
            peer.AsksHeld = true;
        }
    }

    private void Mismatch(Neighbour peer, MismatchMessage mismatch)
    {
        foreach (var page in mismatch.Pages)
        {
            if (page * (long)WireLimits.SlotsPerPage < slots.Slots.Count)
            {
                peer.Repairs.Add((int)page);
            }
        }

        // What was told by a short id is told in full once for the asking, which costs no more than telling it so at first; beyond that it is a repair like others.
        foreach (var commit in mismatch.Commits)
        {
            if (slots.FindLive(commit) is { } slot && peer.Told.IsCurrent(slot) && (peer.Told.TryForgetShort(slot) || peer.Repairs.TryCharge(UpdateQueue.UpdateBytesMax)))
            {
                peer.Updates.AddRepeat(slot);
            }
        }

        announcer.Reveal(peer, mismatch.Shorts);
        peer.IsRevealDue |= mismatch.ShortMarks;
        if (mismatch.Held && peer.Repairs.TryRepeatHeld())
        {
            peer.HeldOut.Repeat();
        }
    }
}
