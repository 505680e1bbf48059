using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tidings.Pipelines.Graph;

/// <summary>The waiting items of a coalescing edge by key. Not thread-safe.</summary>
internal abstract class CoalescingTable<T>
{
    /// <summary>Merges into the waiting item with the same key. False if none waits.</summary>
    public abstract bool TryMerge(T item, out T before, out T after);

    public abstract void Add(T item);

    /// <summary>Takes out what the item that arrived first under this key has become.</summary>
    /// <exception cref="InvalidOperationException">Its key has changed while it waited.</exception>
    public abstract T Take(T arrivedFirst);

    /// <summary>Takes out all, in no order: only to be freed.</summary>
    public abstract IReadOnlyCollection<T> TakeAll();
}

/// <inheritdoc />
internal sealed class CoalescingTable<T, TKey>(Func<T, TKey> key, Func<T, T, T> merge) : CoalescingTable<T>
    where TKey : notnull
{
    private readonly Dictionary<TKey, T> _waiting = [];

    public override bool TryMerge(T item, out T before, out T after)
    {
        ref var waiting = ref CollectionsMarshal.GetValueRefOrNullRef(_waiting, key(item));
        if (Unsafe.IsNullRef(ref waiting))
        {
            before = after = item;
            return false;
        }

        before = waiting;
        after = waiting = merge(before, item);
        return true;
    }

    public override void Add(T item) => _waiting.Add(key(item), item);

    public override T Take(T arrivedFirst) =>
        _waiting.Remove(key(arrivedFirst), out var now) ? now : throw new InvalidOperationException("The key of a waiting item has changed.");

    public override IReadOnlyCollection<T> TakeAll()
    {
        T[] all = [.. _waiting.Values];
        _waiting.Clear();
        return all;
    }
}
