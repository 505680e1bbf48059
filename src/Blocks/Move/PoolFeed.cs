using System.Runtime.CompilerServices;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>The subscribers of one pool. Not thread-safe: the pool's gate guards it, so that a subscription begins between two changes.</summary>
internal sealed class PoolFeed(int bufferPerSubscriber)
{
    private readonly List<PoolSubscription> _subscribers = [];
    private bool _isEnded;

    public int Count => _subscribers.Count;

    public PoolSubscription Subscribe(PoolChange.Started start)
    {
        var subscription = new PoolSubscription(bufferPerSubscriber);
        subscription.Add(start);
        if (_isEnded)
        {
            subscription.End();
        }
        else
        {
            _subscribers.Add(subscription);
        }

        return subscription;
    }

    public void Unsubscribe(PoolSubscription subscription) => _subscribers.Remove(subscription);

    public void Tell(PoolChange change)
    {
        foreach (var subscriber in _subscribers)
        {
            subscriber.Add(change);
        }
    }

    public void End()
    {
        _isEnded = true;
        _subscribers.ForEach(subscriber => subscriber.End());
        _subscribers.Clear();
    }

    /// <summary>Reads a subscription to its end; disposing the enumerator unsubscribes.</summary>
    public static async IAsyncEnumerable<PoolChange> Read(
        Func<PoolSubscription> subscribe,
        Action<PoolSubscription> unsubscribe,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var subscription = subscribe();
        try
        {
            using var registration = cancellationToken.UnsafeRegister(static state => ((PoolSubscription)state!).Cancel(), subscription);
            while (true)
            {
                if (subscription.TryNext(out var isEnded) is { } change)
                {
                    yield return change;
                }
                else if (isEnded)
                {
                    yield break;
                }
                else
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await subscription.WaitAsync();
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            unsubscribe(subscription);
        }
    }
}
