namespace Tidings.Blocks;

/// <summary>Whoever holds an item owns what it holds. An edge or a route that drops one gives its memory back: an item that owns something is disposable.</summary>
internal static class Ownership
{
    public static void Free<T>(T item)
    {
        if (item is IDisposable owner)
        {
            owner.Dispose();
        }
    }
}
