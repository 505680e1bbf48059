using System.Buffers;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;

namespace Tidings.Blocks.Publish;

/// <summary>
/// Turns changes of the validated section into changes of slots, and decides per peer whether it is told at once, with the bytes, after a moment, or
/// not at all because it advertises the artifact itself. Not thread-safe.
/// </summary>
internal sealed partial class Announcer(PublishSettings settings, SlotAllocator slots, Neighbours peers, IHolderIndex index, ReceiptBook receipts)
{
    public void Change(SlotChange change, TimeSpan now)
    {
        var slot = slots.Find(change.Advert.Id);
        if (change.IsHeld && slot is null)
        {
            Gain(change, now);
        }
        else if (change.IsHeld)
        {
            TellAll(slot!);
        }
        else if (!change.IsHeld && slot is not null)
        {
            Lose(slot, now);
        }

        change.Content?.Release();
    }

    /// <summary>A peer does not advertise an artifact of ours any more: it is told like everybody else.</summary>
    public void Reveal(Neighbour peer, ArtifactId id)
    {
        if (slots.Find(id) is not { } slot)
        {
            return;
        }

        peer.ShortMarksIn.Forget(slot);
        if (!peer.Told.IsCurrent(slot))
        {
            peer.Updates.Add(slot);
        }
    }

    /// <summary>Those that waited and are not known to the peer from elsewhere by now.</summary>
    public void Ripen(Neighbour peer, TimeSpan now)
    {
        while (peer.Updates.TryTakeGone(now, out var gone))
        {
            if (peer.Told.IsStale(gone))
            {
                peer.Updates.AddGone(gone);
            }
        }

        if (!peer.Updates.MayTakeDue(now))
        {
            return;
        }

        while (peer.Updates.TryTakeDue(now, out var slot))
        {
            if (!peer.Told.IsCurrent(slot) && !IsAdvertisedBy(peer, slot))
            {
                peer.Updates.Add(slot);
            }
        }
    }

    /// <summary>Whether nothing needs to be said of a slot, because the peer advertises its artifact, or gave a short mark for it.</summary>
    public bool IsAdvertisedBy(Neighbour peer, Slot slot)
    {
        if (slot.Receipt is not { } receipt
            || !(peer.ShortMarksIn.Has(slot) || index.IsHeldBy(receipt.Id, peer.Id, peer.Session)))
        {
            return false;
        }

        receipts.Held(receipt, peer.Id);
        return true;
    }

    /// <summary>Whether the peer has the artifact from its maker, as we have: both are the maker's neighbours, and it is there.</summary>
    public bool IsKnownFromMaker(Neighbour peer, Slot slot) =>
        slot.IsRelay && slot.Advert is { } advert && settings.AreNeighbours(advert.Maker, peer.Id) && peers.IsConnected(advert.Maker);

    private void Gain(SlotChange change, TimeSpan now)
    {
        var isSmall = IsSmall(change.Advert);
        var isOurs = change.Advert.Maker == settings.Self;
        var slot = slots.TakeFree(isRelay: !isOurs && change.Advert.Size <= settings.Limits.ChunkSize && peers.IsConnected(change.Advert.Maker));
        ForgetChange(slot);
        slots.Fill(slot, change.Advert, change.Class, receipts.Began(change.Advert.Id));
        slot.Push = isSmall && isOurs && change.Content is { Size: > 0 } content ? content.AsSequence().ToArray() : null;
        foreach (var peer in peers.Connected)
        {
            peer.Meet(slot);
            if (IsAdvertisedBy(peer, slot))
            {
                TellGoneLater(peer, slot, now);
            }
            else if (slot.Push is not null)
            {
                peer.Updates.AddPush(slot);
            }
            else if (slot.IsRelay && settings.AreNeighbours(change.Advert.Maker, peer.Id))
            {
                TellGoneLater(peer, slot, now);
                Relay(peer, slot, isLate: isSmall && change.IsFetched, now);
            }
            else
            {
                peer.Updates.Add(slot);
            }
        }

        if (slot.PushesLeft == 0)
        {
            slot.Push = null;
        }
    }

    /// <summary>What came from elsewhere is published here, too: who publishes wants to know who has it, and nobody says so who was given a short mark.</summary>
    private void TellAll(Slot slot)
    {
        slot.IsRelay = false;
        foreach (var peer in peers.Connected)
        {
            if (!peer.Told.IsCurrent(slot) && !IsAdvertisedBy(peer, slot))
            {
                peer.Updates.Add(slot);
            }
        }
    }

    private void Lose(Slot slot, TimeSpan now)
    {
        var id = slot.Receipt!.Id;
        var isSmall = IsSmall(slot.Advert);
        ForgetChange(slot);
        slots.Empty(slot);
        foreach (var peer in peers.Connected)
        {
            if (peer.Told.IsCurrent(slot))
            {
                continue;
            }

            // Nobody fetches what was pushed, and the next artifact of the slot says as much as a tombstone: as a rule it comes before long.
            if (isSmall)
            {
                peer.Updates.AddGoneAt(now + settings.Options.HeartbeatInterval, slot);
            }
            else
            {
                peer.Updates.Add(slot);
            }
        }

        receipts.Ended(id);
    }

    /// <summary>Whether its maker pushes it.</summary>
    private bool IsSmall(Advert? advert) => advert?.Size <= settings.Limits.PushBelowBytes;

    private void ForgetChange(Slot slot)
    {
        foreach (var peer in peers.Connected)
        {
            peer.Updates.Remove(slot);
            peer.ShortMarksIn.Forget(slot);
        }
    }

    /// <summary>A peer may remember another artifact in a slot that holds one by now of which it needs not be told.</summary>
    private void TellGoneLater(Neighbour peer, Slot slot, TimeSpan now)
    {
        if (peer.Told.IsLive(slot.Number))
        {
            peer.Updates.AddGoneAt(now + settings.Options.HeartbeatInterval, slot);
        }
    }
}
