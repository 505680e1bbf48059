using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>
/// Brings what waits in an edge to the next stage. Whoever puts something into an idle edge brings it on at once, without a task or a wake-up; what the next
/// stage does not take at once is brought by a task that waits for it. One at a time, so that the order holds.
/// </summary>
internal sealed class EdgeDelivery<T>(Lock gate, EdgeStore<T> store, PostponedOffers<T> postponed, ITargetBlock<T> target, TaskScheduler scheduler, TimeProvider time)
{
    private readonly Outlet<T> _outlet = new(target, time);
    private bool _isOpen;
    private bool _isBusy;
    private bool _hasEnded;
    private bool _isHeld;
    private T? _held;

    /// <summary>Needs the lock. From now on what comes is brought on.</summary>
    public void Open() => _isOpen = true;

    /// <summary>Needs the lock. True when there is something to do and nobody does it: the caller does, by <see cref="RunAsync"/>, after it has left the lock.</summary>
    public bool TryBegin() => _isOpen && !_isBusy && (store.Any || (store.Completed && !_hasEnded)) && (_isBusy = true);

    /// <summary>
    /// The way of most items: the next stage takes them at once, and nobody waits before the edge. False when there is more to it: the caller goes on by
    /// <see cref="RunAsync"/>.
    /// </summary>
    public bool TryRunAtOnce()
    {
        var isDelivered = false;
        var item = default(T)!;
        bool isMore;
        while (TryStep(isDelivered, ref item, out isMore))
        {
            if (!(isDelivered = _outlet.TryDeliver(item)))
            {
                (_held, _isHeld) = (item, true);
                return false;
            }
        }

        return !isMore;
    }

    /// <summary>Until nothing waits. When the next stage has ended, the edge is closed and goes on dropping, so that nobody before it is stuck.</summary>
    /// <param name="isOffer">Whether the caller is in the middle of an offer, and may hold locks of the stage before the edge.</param>
    /// <param name="fetchPostponed">Called when there is room and somebody waits for it; never within an offer.</param>
    /// <param name="close">Called when the next stage takes nothing any more; never within an offer.</param>
    /// <returns>True when the edge has ended; said once.</returns>
    public async Task<bool> RunAsync(bool isOffer, Action fetchPostponed, Action close)
    {
        bool ends;
        if (OthersWait())
        {
            isOffer = await DoAsync(fetchPostponed, isOffer);
        }

        while (TryTake(out var item, out var othersWait, out ends))
        {
            if (othersWait)
            {
                isOffer = await DoAsync(fetchPostponed, isOffer);
            }

            var delivering = DeliverAsync(item);
            isOffer &= delivering.IsCompleted;
            if (!await delivering)
            {
                isOffer = await DoAsync(close, isOffer);
            }
            else if (OthersWait())
            {
                isOffer = await DoAsync(fetchPostponed, isOffer);
            }
        }

        return ends;
    }

    public void OfferAgain() => _outlet.OfferAgain();

    /// <summary>Releases what was delivered and takes the next one, under one lock. When it stops because others wait or the edge ends, the edge stays busy.</summary>
    private bool TryStep(bool isDelivered, ref T item, out bool isMore)
    {
        lock (gate)
        {
            if (isDelivered)
            {
                store.Release(item, delivered: true);
            }

            isMore = postponed.Any || store.Completed;
            return !isMore && (_isBusy = store.TryTake(out item));
        }
    }

    private async ValueTask<bool> DoAsync(Action foreign, bool isOffer)
    {
        if (isOffer)
        {
            await Task.Factory.StartNew(foreign, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        }
        else
        {
            foreign();
        }

        return false;
    }

    private async ValueTask<bool> DeliverAsync(T item)
    {
        var delivered = false;
        try
        {
            return delivered = await _outlet.DeliverAsync(item);
        }
        finally
        {
            lock (gate)
            {
                store.Release(item, delivered);
            }
        }
    }

    private bool TryTake(out T item, out bool othersWait, out bool ends)
    {
        if (_isHeld)
        {
            (item, _held, _isHeld) = (_held!, default, false);
            (othersWait, ends) = (false, false);
            return true;
        }

        lock (gate)
        {
            var taken = store.TryTake(out item);
            othersWait = store.RoomIsLeftOnTaking && postponed.Any;
            _isBusy = taken;
            ends = !taken && store.Completed && !_hasEnded;
            _hasEnded |= ends;
            return taken;
        }
    }

    private bool OthersWait()
    {
        lock (gate)
        {
            return postponed.Any;
        }
    }
}
