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
    private readonly Reclaiming _reclaiming = new(options);
    private readonly List<PriorityEntry> _passedOver = [];
    private readonly PriorityEntry?[] _next = new PriorityEntry?[5];
    private Func<FetchPriority, bool>? _isOffered;
    private FetchPriority _floor;
    private long _round;

    /// <summary>Downloads admitted and not ended.</summary>
    public int Started { get; private set; }

    /// <summary>When memory is asked back again; not before something is short of it.</summary>
    public TimeSpan NextWake => _reclaiming.NextWake;

    public void Finished(PriorityEntry entry)
    {
        Started--;
        entry.Shelf.Started--;
    }

    /// <summary>Admits what can be. What the pool knows already, or is about to, counts as handed over.</summary>
    public void Admit(TimeSpan now, PriorityEffects effects)
    {
        _passedOver.Clear();
        _round++;
        _reclaiming.Begin();
        LookForRoom(now, effects);
        var floor = FetchPriority.Later;
        while (Choose(floor) is { } entry)
        {
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

                PassOver(entry);
                if (IsShort(entry))
                {
                    _reclaiming.AskBack(entry, now, effects);
                    floor = entry.PassedOver > options.PassedOverMax ? entry.Class + 1 : floor;
                }
            }
        }

        if (Started >= options.ActiveDownloadsMax && IsAnyWaiting())
        {
            _reclaiming.AskForTurn(now, effects);
        }
    }

    private bool IsAnyWaiting()
    {
        for (var priority = FetchPriority.Later; priority <= FetchPriority.FetchNow; priority++)
        {
            if (book.Queue.Next(priority, _round) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Of the classes from the floor up: whose turn it is, and in it the claim that is next.</summary>
    private PriorityEntry? Choose(FetchPriority floor)
    {
        _floor = floor;
        return _shares.Choose(_isOffered ??= IsOffered) is { } chosen ? _next[(int)chosen] : null;
    }

    private bool IsOffered(FetchPriority priority)
    {
        ref var next = ref _next[(int)priority];
        next = priority >= _floor ? Next(priority) : null;
        return next is not null;
    }

    private PriorityEntry? Next(FetchPriority priority) =>
        book.Queue.Next(priority, _round, Started < options.ActiveDownloadsMax ? int.MaxValue : Math.Min(options.ActiveDownloadsPerPeerMin, options.ActiveDownloadsMax));

    /// <summary>What was too large for the room that was left waits again when it is not.</summary>
    private void LookForRoom(TimeSpan now, PriorityEffects effects)
    {
        while (book.SmallestSetAside is { } smallest)
        {
            if (!pool.HasRoomFor(smallest.Advert))
            {
                _reclaiming.AskForPlace(smallest, Started > 0, now, effects);
                return;
            }

            book.Wait(smallest);
        }
    }

    /// <summary>No room in the pool: one that is only too large goes out of the way of the smaller ones of its peer, which it would keep out for ever.</summary>
    private void PassOver(PriorityEntry entry, TimeSpan now, PriorityEffects effects)
    {
        _reclaiming.AskForPlace(entry, Started > 0, now, effects);
        if (pool.HasRoomFor(entry.Advert with { Size = 0 }))
        {
            book.SetAside(entry);
        }
        else
        {
            PassOver(entry);
        }
    }

    private void PassOver(PriorityEntry entry)
    {
        entry.PassedOverIn = _round;
        _passedOver.Add(entry);
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
        foreach (var other in _passedOver)
        {
            other.PassedOver += other.Class >= entry.Class ? 1 : 0;
        }

        effects.Add(new StartDownload(entry.Advert, entry.Class, entry.ToHolders(), reservation, entry.Body));
        entry.Body = null;
        return true;
    }

    /// <summary>Whether it is the kind's memory that is lacking, and not a place in the pool or its peer's account.</summary>
    private bool IsShort(PriorityEntry entry)
    {
        var needed = budget.IsSpooled(entry.Advert.Size) ? budget.LimitBytes / 4 : entry.Advert.Size;
        return budget.AvailableTo(entry.Class) < needed;
    }
}
