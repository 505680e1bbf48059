using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>The loop of an edge: takes what waits and brings it to the next stage, as much as there is per wake-up.</summary>
internal sealed class EdgeDelivery<T>(Lock gate, EdgeStore<T> store, PostponedOffers<T> postponed, ITargetBlock<T> target, TimeProvider time)
{
    private readonly EdgeOutlet<T> _outlet = new(target, time);

    /// <summary>Runs until no more will come. When the next stage has ended, the edge is closed and goes on dropping, so that nobody before it is stuck.</summary>
    /// <param name="fetchPostponed">Called when there is room and somebody waits for it.</param>
    /// <param name="close">Called when the next stage takes nothing any more.</param>
    public async Task RunAsync(Action fetchPostponed, Action close)
    {
        while (await store.WaitAsync())
        {
            while (TryTake(out var item, out var othersWait))
            {
                if (othersWait)
                {
                    fetchPostponed();
                }

                if (!await DeliverAsync(item))
                {
                    close();
                }
                else if (OthersWait())
                {
                    fetchPostponed();
                }
            }
        }
    }

    public void OfferAgain() => _outlet.OfferAgain();

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

    private bool TryTake(out T item, out bool othersWait)
    {
        lock (gate)
        {
            var taken = store.TryTake(out item);
            othersWait = store.RoomIsLeftOnTaking && postponed.Any;
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
