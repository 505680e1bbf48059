namespace Tidings.Pipelines.Graph;

/// <summary>Which waiting items are merged, and how. Made by <see cref="Coalescing.By"/>. Immutable.</summary>
/// <typeparam name="T">What flows in the edge.</typeparam>
public abstract class Coalescing<T>
{
    private protected Coalescing()
    {
    }

    internal abstract CoalescingTable<T> Open();
}

/// <summary>Makes rules of merging.</summary>
public static class Coalescing
{
    /// <summary>Items with an equal key are merged while they wait.</summary>
    /// <typeparam name="T">What flows in the edge.</typeparam>
    /// <typeparam name="TKey">The key; compared with its default equality.</typeparam>
    /// <param name="key">The key of an item. Pure.</param>
    /// <param name="merge">From the waiting item and the newer one, the item that waits from then on, with the same key. Pure; it owns both.</param>
    public static Coalescing<T> By<T, TKey>(Func<T, TKey> key, Func<T, T, T> merge)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(merge);
        return new Keyed<T, TKey>(key, merge);
    }

    private sealed class Keyed<T, TKey>(Func<T, TKey> key, Func<T, T, T> merge) : Coalescing<T>
        where TKey : notnull
    {
        internal override CoalescingTable<T> Open() => new CoalescingTable<T, TKey>(key, merge);
    }
}
