using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Prioritize;

/// <summary>
/// Starts downloads by class, then age, fairly between peers, for as long as memory and places in the pool can be set aside. What finds none holds
/// nothing and is passed over; when too many have gone past it for want of the kind's memory, its class and those below wait for it.
/// </summary>
internal sealed class Admission(PrioritizeOptions options, AdvertBook book, HandedOver handedOver, IDownloadBudget budget, IPoolStatus pool)
{
    private readonly ClassShares _shares = new(options.FetchTurn, options.LaterTurn);
    private readonly List<PriorityEntry> _passedOver = [];
    private TimeSpan _nextReclaim;

    /// <summary>Downloads admitted and not ended.</summary>
    public int Started { get; private set; }

    /// <summary>When memory is asked back again; not before something is short of it.</summary>
    public TimeSpan NextWake { get; private set; } = TimeSpan.MaxValue;

    public void Finished(PriorityEntry entry)
    {
        Started--;
        book.Queue.Shelf(entry.Owner).Started--;
    }

    /// <summary>Admits what can be. What the pool knows already, or is about to, counts as handed over.</summary>
    public void Admit(TimeSpan now, PriorityEffects effects)
    {
        _passedOver.Clear();
        NextWake = TimeSpan.MaxValue;
        LookForRoom(now, effects);
        var floor = FetchPriority.Later;
        while (_shares.Choose(priority => priority >= floor && Next(priority) is not null) is { } chosen)
        {
            var entry = Next(chosen)!;
            if (pool.StatusOf(entry.Advert.Id) != ArtifactStatus.Unknown || handedOver.Has(entry.Advert.Id))
            {
                book.Queue.Remove(entry);
                handedOver.Add(entry, now);
            }
            else if (!TryStart(entry, effects))
            {
                if (!pool.HasRoomFor(entry.Advert))
                {
                    PassOver(entry, now, effects);
                    continue;
                }

                _passedOver.Add(entry);
                if (IsShort(entry))
                {
                    AskBack(entry, now, effects);
                    floor = entry.PassedOver > options.PassedOverMax ? entry.Class + 1 : floor;
                }
            }
        }

        if (Started >= options.ActiveDownloadsMax && IsAnyWaiting())
        {
            AskForTurn(now, effects);
        }
    }

    private bool IsAnyWaiting()
    {
        for (var priority = FetchPriority.Later; priority <= FetchPriority.FetchNow; priority++)
        {
            if (book.Queue.Next(priority, _passedOver, int.MaxValue) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private PriorityEntry? Next(FetchPriority priority) =>
        book.Queue.Next(priority, _passedOver, Started < options.ActiveDownloadsMax ? int.MaxValue : Math.Min(options.ActiveDownloadsPerPeerMin, options.ActiveDownloadsMax));

    /// <summary>What was too large for the room that was left waits again when it is not.</summary>
    private void LookForRoom(TimeSpan now, PriorityEffects effects)
    {
        while (book.SmallestSetAside is { } smallest)
        {
            if (!pool.HasRoomFor(smallest.Advert))
            {
                AskForPlace(smallest, now, effects);
                return;
            }

            book.Wait(smallest);
        }
    }

    /// <summary>No room in the pool: one that is only too large goes out of the way of the smaller ones of its peer, which it would keep out for ever.</summary>
    private void PassOver(PriorityEntry entry, TimeSpan now, PriorityEffects effects)
    {
        AskForPlace(entry, now, effects);
        if (pool.HasRoomFor(entry.Advert with { Size = 0 }))
        {
            book.SetAside(entry);
        }
        else
        {
            _passedOver.Add(entry);
        }
    }

    private bool TryStart(PriorityEntry entry, PriorityEffects effects)
    {
        if (!pool.HasRoomFor(entry.Advert) || budget.TryReserve(entry.Owner, entry.Advert.Size, entry.Class) is not { } reservation)
        {
            return false;
        }

        if (!pool.TryReservePlace(entry.Advert))
        {
            reservation.Dispose();
            return false;
        }

        book.Queue.Took(entry);
        entry.State = EntryState.Started;
        entry.PassedOver = 0;
        entry.HasNews = false;
        Started++;
        _shares.Took();
        _passedOver.ForEach(other => other.PassedOver += other.Class >= entry.Class ? 1 : 0);
        effects.Add(new StartDownload(entry.Advert, entry.Class, [.. entry.Holders], reservation, entry.Body));
        entry.Body = null;
        return true;
    }

    /// <summary>Whether it is the kind's memory that is lacking, and not a place in the pool or its peer's account.</summary>
    private bool IsShort(PriorityEntry entry)
    {
        var needed = budget.IsSpooled(entry.Advert.Size) ? budget.LimitBytes / 4 : entry.Advert.Size;
        return budget.AvailableTo(entry.Class) < needed;
    }

    /// <summary>
    /// Deferred artifacts may fill the pool while what they wait for finds no place in it, and so may downloads that nobody serves any more. Asked once; again
    /// when something changes, which may be that another one was deferred, and for as long as downloads hold places.
    /// </summary>
    private void AskForPlace(PriorityEntry entry, TimeSpan now, PriorityEffects effects)
    {
        if (now >= _nextReclaim)
        {
            _nextReclaim = now + options.ReclaimInterval;
            effects.ReclaimDeferred = Math.Max(1, entry.Advert.Size);
            if (Started > 0)
            {
                effects.Add(new ReclaimMemory(Math.Max(1, entry.Advert.Size), FetchPriority.FetchNow));
                NextWake = _nextReclaim;
            }
        }
        else if (effects.ReclaimDeferred == 0)
        {
            NextWake = _nextReclaim;
        }
    }

    /// <summary>As many are admitted as may be, and more wait: who is served by nobody makes way, one at a time, so that a short loss of all peers ends few.</summary>
    private void AskForTurn(TimeSpan now, PriorityEffects effects)
    {
        if (now >= _nextReclaim)
        {
            _nextReclaim = now + options.ReclaimInterval;
            effects.Add(new ReclaimMemory(1, FetchPriority.FetchNow));
        }

        NextWake = _nextReclaim;
    }

    private void AskBack(PriorityEntry entry, TimeSpan now, PriorityEffects effects)
    {
        if (now >= _nextReclaim)
        {
            _nextReclaim = now + options.ReclaimInterval;
            effects.Add(new ReclaimMemory(entry.Advert.Size, entry.Class));
            effects.ReclaimDeferred = entry.Advert.Size;
        }

        NextWake = _nextReclaim;
    }
}
