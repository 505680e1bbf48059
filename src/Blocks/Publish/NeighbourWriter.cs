using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// Makes the next message to a peer when there is room for it, from what is true at that moment: marks and repairs first because they are small and
/// save bytes, digests before the updates that they do not cover. Not thread-safe.
/// </summary>
internal sealed class NeighbourWriter(PublishSettings settings, SlotAllocator slots, Announcer announcer, ReceiptBook receipts)
{
    private readonly Predicate<ulong> _isGone = shortId => slots.FindFirst(shortId) is null;

    /// <summary>Room that the next messages can use, in bytes; 0 when there is nothing to say.</summary>
    public int Needs(Neighbour peer)
    {
        var bytes = (IsMarkDue(peer) ? WireSize.FrameMax + (peer.HeldOut.IsRipe ? peer.HeldOut.OwedBytesMax : 0) + peer.ShortMarksOut.BytesMax : 0)
            + (peer.Asks ? WireSize.FrameMax + AskBytes(peer) : 0)
            + (peer.IsSyncDue ? WireSize.FrameMax + SyncedBytes(peer) : 0)
            + (peer.IsDigestDue ? WireSize.FrameMax + (Math.Min(PageCount, settings.Options.DigestPagesMax) * WireSize.DigestMax) : 0)
            + (peer.IsHeldDigestDue ? WireSize.FrameMax + HeldDigestBytes : 0)
            + (peer.Updates.Count > 0 ? WireSize.FrameMax + peer.Updates.BytesMax : 0)
            + (peer.Repairs.IsReady ? WireSize.FrameMax + (WireLimits.SlotsPerPage * UpdateQueue.UpdateBytesMax) : 0);
        return (int)Math.Min(bytes, settings.Options.FrameBytesMax);
    }

    /// <summary>The next message, or null when nothing needs to be said, or nothing of it fits.</summary>
    public WireMessage? Next(Neighbour peer, int bytesMax, PublishEffects effects)
    {
        var room = Math.Min(bytesMax, settings.Options.FrameBytesMax) - WireSize.FrameMax;
        if (IsMarkDue(peer))
        {
            return Marks(peer, room);
        }

        if (peer.Asks)
        {
            return Mismatch(peer, room);
        }

        if (Synced(peer, room) is { } synced)
        {
            return synced;
        }

        if (peer.IsDigestDue && room >= WireSize.DigestMax)
        {
            return Digests(peer, room / WireSize.DigestMax);
        }

        if (peer.IsHeldDigestDue && room >= HeldDigestBytes)
        {
            peer.IsHeldDigestDue = false;
            return new HeldDigestMessage(settings.Kind, peer.HeldOut.Count, peer.HeldOut.Digest, peer.ShortMarksOut.Digest);
        }

        Repair(peer);
        return (WireMessage?)Updates(peer, room, effects) ?? Synced(peer, room);
    }

    private const int HeldDigestBytes = WireSize.HeldDigestMax;

    private int PageCount => (slots.Slots.Count + WireLimits.SlotsPerPage - 1) / WireLimits.SlotsPerPage;

    private static bool IsMarkDue(Neighbour peer) => peer.HeldOut.IsRipe || peer.ShortMarksOut.IsRipe;

    private static int AskBytes(int pages) => 14 + WireSize.ShortMarksHeadMax + (pages * WireSize.PageMax);

    private static int AskBytes(Neighbour peer) =>
        AskBytes(peer.AskedPages.Count) + (peer.AskedCommits.Count * WireSize.CommitMax) + (peer.AskedShorts.Count * WireSize.ShortMark);

    /// <summary>Short marks that are not due yet go along: they are few bytes, and would be a frame.</summary>
    private HeldMessage? Marks(Neighbour peer, int room)
    {
        var ranges = peer.HeldOut.IsRipe ? peer.HeldOut.Take(room) : [];
        var shorts = peer.ShortMarksOut.Take(room - (ranges.Count * WireSize.RangeMax), _isGone);
        return ranges.Count > 0 || shorts.Length > 0 ? new HeldMessage(settings.Kind, ranges) { Shorts = shorts } : null;
    }

    private static int SyncedBytes(Neighbour peer) => AskBytes(peer.KeptPages.Count);

    private MismatchMessage? Mismatch(Neighbour peer, int room)
    {
        if (room < AskBytes(0))
        {
            return null;
        }

        var pages = peer.AskedPages.Take((room - AskBytes(0)) / WireSize.PageMax).ToList();
        peer.AskedPages.ExceptWith(pages);
        var commits = peer.AskedCommits.Take((room - AskBytes(pages.Count)) / WireSize.CommitMax).ToList();
        peer.AskedCommits.ExceptWith(commits);
        var shorts = peer.AskedShorts.Take((room - AskBytes(pages.Count) - (commits.Count * WireSize.CommitMax)) / WireSize.ShortMark).ToList();
        peer.AskedShorts.ExceptWith(shorts);
        var message = new MismatchMessage(settings.Kind, pages, peer.AsksHeld) { Commits = commits, ShortMarks = peer.AsksShortMarks, Shorts = shorts };
        (peer.AsksHeld, peer.AsksShortMarks) = (false, false);
        return message;
    }

    private SyncedMessage? Synced(Neighbour peer, int room)
    {
        if (!peer.IsSyncDue || room < SyncedBytes(peer))
        {
            return null;
        }

        peer.IsSynced = true;
        return new SyncedMessage(settings.Kind, peer.KeptPages);
    }

    private DigestsMessage Digests(Neighbour peer, int pagesMax)
    {
        var pages = new List<PageDigest>();
        for (var left = Math.Min(Math.Min(pagesMax, settings.Options.DigestPagesMax), PageCount); left > 0; left--)
        {
            peer.DigestPage = peer.DigestPage < PageCount ? peer.DigestPage : 0;
            pages.Add(new PageDigest((uint)peer.DigestPage, peer.Told.DigestOf(peer.DigestPage)));
            peer.DigestPage++;
        }

        peer.IsDigestDue = false;
        return new DigestsMessage(settings.Kind, pages);
    }

    private void Repair(Neighbour peer)
    {
        while (peer.Repairs.IsReady)
        {
            var first = peer.Repairs.Take() * WireLimits.SlotsPerPage;
            foreach (var slot in slots.Slots.Skip(first).Take(WireLimits.SlotsPerPage).OrderBy(static slot => slot.Commit))
            {
                peer.Updates.AddRepeat(slot);
                peer.Repairs.Charge(WireSize.Of(peer.Updates.UpdateOf(slot, withBody: false)));
            }
        }
    }

    private SlotsMessage? Updates(Neighbour peer, int room, PublishEffects effects)
    {
        List<SlotUpdate>? updates = null;
        List<ShortAdvert>? shorts = null;
        while (peer.Updates.TryPeek(out var slot))
        {
            var isRepeat = peer.Updates.IsRepeat(slot);
            var isNews = isRepeat || !(peer.Updates.IsGone(slot) || peer.Told.IsCurrent(slot) || announcer.IsAdvertisedBy(peer, slot));
            if (!isNews && !peer.Told.IsStale(slot))
            {
                peer.Updates.Remove(slot);
                continue;
            }

            if (isNews && !isRepeat && announcer.IsKnownFromMaker(peer, slot))
            {
                var shortBytes = WireSize.ShortMax + (shorts is null ? WireSize.ShortsHeadMax : 0);
                room -= shortBytes;
                if (room < 0 || shorts?.Count == WireLimits.ShortsPerFrame)
                {
                    break;
                }

                (shorts ??= []).Add(new ShortAdvert((uint)slot.Number, slot.Commit, slot.Receipt!.Id.Hash.Prefix));
                peer.Updates.Tell(slot, shortBytes);
                Say(peer, slot, new SlotUpdate((uint)slot.Number, slot.Commit, slot.Advert, null), isShort: true);
                effects.Sent(isPush: false);
                continue;
            }

            var update = isNews ? peer.Updates.UpdateOf(slot, withBody: true) : new SlotUpdate((uint)slot.Number, slot.GoneCommit, null, null);
            var bytes = WireSize.Of(update);
            if (bytes > settings.Options.FrameBytesMax - WireSize.FrameMax)
            {
                // It fits into no frame. One that only this grant has no room for waits for the next: a push is cheaper than to be asked for.
                update = update with { Body = null };
                bytes = WireSize.Of(update);
            }

            room -= bytes;
            if (room < 0 || updates?.Count == WireLimits.UpdatesPerFrame)
            {
                break;
            }

            (updates ??= []).Add(update);
            peer.Updates.Tell(slot, bytes);
            Say(peer, slot, update);
            effects.Sent(isPush: update.Body is not null);
        }

        return updates is null && shorts is null ? null : new SlotsMessage(settings.Kind, updates ?? []) { Shorts = shorts ?? [] };
    }

    private void Say(Neighbour peer, Slot slot, in SlotUpdate update, bool isShort = false)
    {
        peer.Told.Set(slot.Number, update.Commit, isLive: update.Advert is not null, isShort);
        if (update.Advert is not null && slot.Receipt is { } receipt)
        {
            receipts.Told(receipt, peer.Id);
        }
    }
}
